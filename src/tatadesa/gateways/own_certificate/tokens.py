"""Keys in a PKCS#11 token: what is to be seen of them, whether a PIN opens one, and signing with it."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from tatadesa.core.pdf_signing import Key, KeyProblem, read_certificate
from tatadesa.gateways.own_certificate.token_process import (
    STATES,
    TokenProcess,
    TokenTrouble,
    WrongPin,
    encoded,
    words_of,
)
from tatadesa.letters.ports import SigningOutcome, TokenAnswer, TokenCertificate, TokenKey, TokensFound

_FIND_SECONDS = 20.0
_MOST_OF_A_CHAIN = 3
_LONGEST_ID = 128
_NO_MODULE = "Server ini belum disiapkan untuk token. Minta pengelola server mengisi TATADESA_PKCS11_MODULE."
_NOTHING_PLUGGED_IN = "Tidak ada token di server. Pasang token Anda di server, tunggu lampunya menyala, lalu cari lagi."
_NO_CERTIFICATE = "Token {label} tidak berisi sertifikat. Minta penerbit memasang sertifikatnya ke token."
_NO_CERTIFICATE_FOR_KEY = (
    "Token {label} berisi kunci tanpa sertifikatnya. Minta penerbit memasang sertifikatnya ke token."
)
_NOT_A_PAIR = "Kunci dan sertifikat di token tidak sepasang. Minta penerbit memasang yang benar."


class Tokens:
    """The port ``SigningTokens`` for the module that ``TATADESA_PKCS11_MODULE`` names."""

    def find(self) -> TokensFound:
        """Ask the module; no PIN is needed for it."""
        if not settings.PKCS11_MODULE:
            return TokensFound(words=(_NO_MODULE,))
        try:
            with _process(_FIND_SECONDS) as process:
                tokens = process.ask({"do": "find"})["tokens"]
        except TokenTrouble as trouble:
            return TokensFound(words=(str(trouble),))
        if not tokens:
            return TokensFound(words=(_NOTHING_PLUGGED_IN,))
        found = [one for token in tokens for one in _certificates(token)]
        return TokensFound(tuple(found), tuple(words for token in tokens if (words := _what_is_missing(token))))

    def try_pin(self, key: TokenKey, pin: str) -> TokenAnswer:
        """Open it, once, and let it sign something that is no letter."""
        try:
            with opened(key, pin, time.monotonic() + _FIND_SECONDS, _FIND_SECONDS) as found:
                _require_pair(key, found)
        except WrongPin as error:
            return TokenAnswer(SigningOutcome.WRONG_SECRET, str(error))
        except TokenTrouble as trouble:
            outcome = SigningOutcome.RETRY if trouble.is_passing else SigningOutcome.REFUSED
            return TokenAnswer(outcome, str(trouble))
        except KeyProblem as error:
            return TokenAnswer(SigningOutcome.REFUSED, str(error))
        return TokenAnswer(SigningOutcome.SIGNED)


@contextmanager
def opened(key: TokenKey, pin: str, deadline: float, seconds: float) -> Iterator[Key]:
    """The key, logged in with ``pin`` as long as the ``with`` lasts; raises ``WrongPin`` and other ``KeyProblem``."""
    if not settings.PKCS11_MODULE:
        raise KeyProblem(_NO_MODULE)
    certificate = read_certificate(key.certificate)
    with TokenProcess(settings.PKCS11_MODULE, deadline=deadline, seconds=seconds) as process:
        order = {"do": "open", "label": key.label, "serial": key.serial, "key_id": key.key_id, "pin": pin}
        answer = process.ask({**order, "certificate": encoded(key.certificate)})
        others = [base64.b64decode(one) for one in answer["others"]]
        yield Key(certificate, _signer(process, key.certificate, others))


def state_of(key: TokenKey, seconds: float) -> str:
    """What keeps the key from signing now, as far as is seen without a PIN; empty for nothing."""
    if not settings.PKCS11_MODULE:
        return _NO_MODULE
    try:
        with _process(seconds) as process:
            tokens = process.ask({"do": "find"})["tokens"]
    except TokenTrouble as trouble:
        return str(trouble)
    mine = [token for token in tokens if (token["label"], token["serial"]) == (key.label, key.serial)]
    if not mine:
        return words_of("gone")
    if encoded(key.certificate) not in [one["content"] for one in mine[0]["certificates"]]:
        return words_of("no_certificate")
    return STATES.get(mine[0]["state"], "")


def _process(seconds: float) -> TokenProcess:
    return TokenProcess(settings.PKCS11_MODULE, deadline=time.monotonic() + seconds, seconds=seconds)


def _certificates(token: dict[str, Any]) -> Iterator[TokenCertificate]:
    for one in token["certificates"]:
        if len(one["key_id"]) > _LONGEST_ID:
            continue
        content = base64.b64decode(one["content"])
        key = TokenKey(_clean(token["label"]), token["serial"], one["key_id"], content)
        try:
            yield TokenCertificate(key, read_certificate(content), STATES.get(token["state"], ""))
        except KeyProblem:
            # The issuer's own, or one for other purposes: nothing that anybody could pick.
            continue


def _what_is_missing(token: dict[str, Any]) -> str:
    label = _clean(token["label"]) or "tanpa nama"
    if "trouble" in token:
        return f"Token {label}: {words_of(token['trouble'])}"
    if token["keys"]:
        return _NO_CERTIFICATE_FOR_KEY.format(label=label)
    return "" if token["certificates"] else _NO_CERTIFICATE.format(label=label)


def _clean(label: str) -> str:
    return label if label.isprintable() else ""


def _require_pair(key: TokenKey, found: Key) -> None:
    """Raise ``KeyProblem`` unless what the key signs is what the certificate verifies."""
    import asyncio

    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate

    challenge = b"TataDesa" + os.urandom(24)
    signature = asyncio.run(found.signer.async_sign_raw(challenge, "sha256"))
    public = load_der_x509_certificate(key.certificate).public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, challenge, padding.PKCS1v15(), SHA256())
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, challenge, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise KeyProblem(_NOT_A_PAIR) from error


def _signer(process: TokenProcess, certificate: bytes, others: list[bytes]) -> Any:
    """What the signing library wants. The signature is made over there by the library's own PKCS#11 signer."""
    from asn1crypto import x509
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = x509.Certificate.load(certificate)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([own, *_chain(own, [x509.Certificate.load(one) for one in others])])

    class InToken(Signer):
        async def async_sign_raw(
            self,
            data: bytes,
            digest_algorithm: str,
            dry_run: bool = False,  # noqa: FBT001, FBT002 - the library's own
        ) -> bytes:
            if dry_run:
                return bytes(_signature_size(own))
            order = {"do": "sign", "data": encoded(data), "digest": digest_algorithm}
            return base64.b64decode(process.ask(order)["signature"])

    return InToken(signing_cert=own, cert_registry=store)


def _signature_size(certificate: Any) -> int:
    """At least as long as a signature gets: an ECDSA one is two numbers and what is around them."""
    bits = int(certificate.public_key.bit_size)
    return (bits + 7) // 8 if certificate.public_key.algorithm == "rsa" else 2 * (bits // 8 + 1) + 16


def _chain(certificate: Any, others: list[Any]) -> list[Any]:
    """The issuer's certificates, as far as the token has them: whoever checks the letter need not look for them."""
    found: list[Any] = []
    while len(found) < _MOST_OF_A_CHAIN and certificate.self_issued is False:
        above = next((one for one in others if one.subject == certificate.issuer and one not in found), None)
        if above is None:
            break
        found.append(above)
        certificate = above
    return found
