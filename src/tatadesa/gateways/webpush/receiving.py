"""The browser's and the push service's half of web push, for the emulator: decrypting and checking VAPID.

Written from the RFCs with plain primitives, not with the library the adapter encrypts with, so that a mistake
there shows here.
"""

import base64
import binascii
import json
import time
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_HEADER_BYTES = 16 + 4 + 1
_LONGEST_TOKEN_SECONDS = 24 * 3600


class Unreadable(Exception):
    """The browser could not decrypt the message."""


class BadAuthorization(Exception):
    """The push service does not accept the VAPID token; says why."""


@dataclass(frozen=True)
class BrowserKeys:
    """What a browser keeps to itself, and the two values it gives away."""

    private: ec.EllipticCurvePrivateKey
    auth: bytes

    @property
    def p256dh(self) -> bytes:
        """The public key as an uncompressed point."""
        return point(self.private.public_key())


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """65 bytes: 0x04, x, y."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def decrypt(keys: BrowserKeys, body: bytes) -> bytes:
    """The plain text of a message of one record (RFC 8188 section 2, RFC 8291 section 3.4).

    Raises ``Unreadable``.
    """
    try:
        salt, key_length = body[:16], body[20]
        sender_point = body[_HEADER_BYTES : _HEADER_BYTES + key_length]
        record = body[_HEADER_BYTES + key_length :]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender_point)
        shared = keys.private.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\0" + keys.p256dh + sender_point
        secret = _hkdf(keys.auth, shared, info, 32)
        key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
    except (IndexError, ValueError, InvalidTag) as error:
        raise Unreadable(str(error)) from error
    if not padded.endswith(b"\x02"):
        raise Unreadable("the last record has no delimiter 2")
    return padded[:-1]


def check_vapid(authorization: str, audience: str, expected_key: str) -> dict[str, Any]:
    """The claims of ``vapid t=<token>,k=<key>`` (RFC 8292) when they are right for ``audience``.

    ``expected_key`` binds the subscription to one sender; empty means any. Raises ``BadAuthorization``.
    """
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() != "vapid":
        raise BadAuthorization("scheme is not vapid")
    parameters = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    token, key = parameters.get("t", ""), parameters.get("k", "")
    if expected_key and key != expected_key:
        raise BadAuthorization("the subscription belongs to another key")
    claims = _claims(token, key)
    expiry = claims.get("exp")
    if claims.get("aud") != audience:
        raise BadAuthorization(f"aud is {claims.get('aud')}, not {audience}")
    if not isinstance(expiry, int) or not time.time() < expiry <= time.time() + _LONGEST_TOKEN_SECONDS:
        raise BadAuthorization("exp is past, or more than 24 hours away")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise BadAuthorization("sub is no contact")
    return claims


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The reverse of ``encode``; raises ``ValueError``."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _claims(token: str, key: str) -> dict[str, Any]:
    try:
        signed, _, signature_text = token.rpartition(".")
        header, claims = (json.loads(decode(part)) for part in signed.split("."))
        signature = decode(signature_text)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(key))
        if header.get("alg") != "ES256" or len(signature) != 64 or not isinstance(claims, dict):
            raise BadAuthorization("the token is not a JWT signed with ES256")
        r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        public.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise BadAuthorization("the signature does not fit") from error
    except (AttributeError, ValueError, binascii.Error) as error:
        raise BadAuthorization("the token cannot be read") from error
    return claims


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
