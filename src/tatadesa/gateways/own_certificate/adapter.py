"""Signing with the signer's own key: PAdES B-B, and B-T where the office names a time stamping authority."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from tatadesa.core.pdf_signing import Key, KeyProblem, Rectangle, WrongPassphrase, open_pkcs12, sign
from tatadesa.gateways.own_certificate.time_stamps import NoTimeStamp, stamper_of
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

_LATE = "Waktu habis sebelum giliran surat ini. Tanda tangani lagi."


class OwnCertificate:
    """The port ``Signing`` for a PKCS#12 key. Nothing of it stays: key and passphrase go with the request."""

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
            key = open_pkcs12(person.key, secret.passphrase)
        except WrongPassphrase as error:
            yield from (Signed(letter.key, SigningOutcome.WRONG_SECRET, str(error)) for letter in letters)
            return
        except KeyProblem as error:
            yield from (Signed(letter.key, SigningOutcome.REFUSED, str(error)) for letter in letters)
            return
        trouble = _out_of_time(key)
        outcome = SigningOutcome.REFUSED
        for letter in letters:
            if not trouble and time.monotonic() > deadline:
                trouble, outcome = _LATE, SigningOutcome.RETRY
            if trouble:
                yield Signed(letter.key, outcome, trouble)
                continue
            try:
                yield _sign(key, service, letter)
            except NoTimeStamp as error:
                trouble, outcome = f"Layanan stempel waktu {error}. Coba lagi.", SigningOutcome.RETRY
                yield Signed(letter.key, outcome, trouble)

    def check(self, service: SigningService, person: SigningPerson) -> SigningCheck:
        """The key cannot be looked at without its passphrase; only the time stamps can be tried."""
        if not service.time_stamper:
            return SigningCheck("Tidak ada layanan luar yang perlu disambungkan.", is_ready=True)
        try:
            stamper_of(service).try_it()
        except NoTimeStamp as error:
            return SigningCheck(f"Layanan stempel waktu {error}.")
        return SigningCheck("Layanan stempel waktu menjawab.", is_ready=True)

    def send_code(self, service: SigningService, person: SigningPerson, letters: int) -> SigningCheck:
        """There are no codes."""
        return SigningCheck("Sertifikat sendiri memakai kata sandi, bukan kode.")


def _sign(key: Key, service: SigningService, letter: Unsigned) -> Signed:
    stamper = stamper_of(service).library_object() if service.time_stamper else None
    try:
        content = sign(
            letter.content, key, _rectangle(letter.box), reason=letter.reason, location=letter.location, stamper=stamper
        )
    except KeyProblem as error:
        return Signed(letter.key, SigningOutcome.REFUSED, str(error))
    return Signed(letter.key, SigningOutcome.SIGNED, "", content, key.certificate.subject)


def _rectangle(box: SignatureBox | None) -> Rectangle | None:
    """From the upper left corner, as people measure, to the lower left one, as PDF does."""
    if box is None:
        return None
    top = box.page_height - box.top
    return Rectangle(box.page, box.left, top - box.height, box.left + box.width, top)


def _out_of_time(key: Key) -> str:
    moment = datetime.now(UTC)
    if moment > key.certificate.not_after:
        return "Sertifikat Anda sudah kedaluwarsa. Minta yang baru, lalu pasang di halaman Tanda tangan saya."
    if moment < key.certificate.not_before:
        return "Sertifikat Anda belum mulai berlaku."
    return ""
