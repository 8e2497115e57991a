"""Signing with the signer's own key: PAdES B-B, and B-T where the office names a time stamping authority."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from tatadesa.core.pdf_signing import (
    Certificate,
    Key,
    KeyProblem,
    Rectangle,
    WrongPassphrase,
    open_pkcs12,
    read_certificate,
    sign,
)
from tatadesa.gateways.own_certificate import tokens
from tatadesa.gateways.own_certificate.time_stamps import NoTimeStamp, stamper_of
from tatadesa.gateways.own_certificate.token_process import TokenTrouble
from tatadesa.letters.ports import (
    SignatureBox,
    Signed,
    SigningCheck,
    SigningOutcome,
    SigningPerson,
    SigningSecret,
    SigningService,
    Unsigned,
)

_IS_PLUGGED_IN = "Token Anda terpasang dan sertifikatnya ada."
_LATE = "Waktu habis sebelum giliran surat ini. Tanda tangani lagi."


class OwnCertificate:
    """The port ``Signing`` for a key in a file (PKCS#12) or a token (PKCS#11). Nothing stays of it."""

    def sign(
        self,
        service: SigningService,
        person: SigningPerson,
        secret: SigningSecret,
        letters: Sequence[Unsigned],
        *,
        seconds: float,
    ) -> Iterator[Signed]:
        """Open the key once, then sign one after another."""
        deadline = time.monotonic() + seconds
        try:
            with _opened(person, secret, deadline, service.timeout_seconds) as key:
                yield from _sign_all(key, service, letters, deadline)
        except KeyProblem as error:
            yield from (Signed(letter.key, _outcome(error), str(error)) for letter in letters)

    def check(self, service: SigningService, person: SigningPerson) -> SigningCheck:
        """A file cannot be looked at without its passphrase, a token can without its PIN; time stamps are tried."""
        if person.token is not None and (trouble := tokens.state_of(person.token, service.timeout_seconds)):
            return SigningCheck(trouble)
        if not service.time_stamper:
            words = "Tidak ada layanan luar yang perlu disambungkan." if person.token is None else _IS_PLUGGED_IN
            return SigningCheck(words, is_ready=True)
        try:
            stamper_of(service).try_it()
        except NoTimeStamp as error:
            return SigningCheck(f"Layanan stempel waktu {error}.")
        return SigningCheck("Layanan stempel waktu menjawab.", is_ready=True)

    def send_code(self, service: SigningService, person: SigningPerson, letters: int) -> SigningCheck:
        """There are no codes."""
        return SigningCheck("Sertifikat sendiri memakai kata sandi, bukan kode.")


@contextmanager
def _opened(person: SigningPerson, secret: SigningSecret, deadline: float, seconds: float) -> Iterator[Key]:
    """The signer's key, for as long as the ``with`` lasts; raises ``KeyProblem``. The secret is tried once."""
    if person.token is None:
        key = open_pkcs12(person.key, secret.passphrase)
        _require_in_time(key.certificate)
        yield key
        return
    # Before the PIN is tried: a token counts that.
    _require_in_time(read_certificate(person.token.certificate))
    with tokens.opened(person.token, secret.passphrase, deadline, seconds) as key:
        yield key


def _sign_all(key: Key, service: SigningService, letters: Sequence[Unsigned], deadline: float) -> Iterator[Signed]:
    """One after another; what ends the signing of one for all is said for each of the rest, which is not tried."""
    trouble, outcome = "", SigningOutcome.RETRY
    for letter in letters:
        if not trouble and time.monotonic() > deadline:
            trouble = _LATE
        if trouble:
            yield Signed(letter.key, outcome, trouble)
            continue
        try:
            yield _sign(key, service, letter)
        except NoTimeStamp as error:
            trouble = f"Layanan stempel waktu {error}. Coba lagi."
            yield Signed(letter.key, outcome, trouble)
        except KeyProblem as error:
            if isinstance(error, WrongPassphrase | TokenTrouble):
                trouble, outcome = str(error), _outcome(error)
            yield Signed(letter.key, _outcome(error), str(error))


def _sign(key: Key, service: SigningService, letter: Unsigned) -> Signed:
    stamper = stamper_of(service).library_object() if service.time_stamper else None
    content = sign(
        letter.content, key, _rectangle(letter.box), reason=letter.reason, location=letter.location, stamper=stamper
    )
    return Signed(letter.key, SigningOutcome.SIGNED, "", content, key.certificate.subject)


def _outcome(error: KeyProblem) -> SigningOutcome:
    if isinstance(error, WrongPassphrase):
        return SigningOutcome.WRONG_SECRET
    is_passing = isinstance(error, TokenTrouble) and error.is_passing
    return SigningOutcome.RETRY if is_passing else SigningOutcome.REFUSED


def _rectangle(box: SignatureBox | None) -> Rectangle | None:
    """From the upper left corner, as people measure, to the lower left one, as PDF does."""
    if box is None:
        return None
    top = box.page_height - box.top
    return Rectangle(box.page, box.left, top - box.height, box.left + box.width, top)


def _require_in_time(certificate: Certificate) -> None:
    moment = datetime.now(UTC)
    if moment > certificate.not_after:
        raise KeyProblem(
            "Sertifikat Anda sudah kedaluwarsa. Minta yang baru, lalu pasang di halaman Tanda tangan saya."
        )
    if moment < certificate.not_before:
        raise KeyProblem("Sertifikat Anda belum mulai berlaku.")
