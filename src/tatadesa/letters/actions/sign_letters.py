"""Sign prepared letters: one or a selection, with what the signer typed just now.

Three phases, so that no service is waited for while a row is locked: claim (a short transaction), sign (none), finish
(one transaction for each). Whatever breaks in between leaves the letter prepared, under its number, with no file; an
answer that comes after somebody else's attempt has begun is thrown away.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pikepdf
from django.db import transaction

from tatadesa.accounts import throttle
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, DomainError, InvalidInput
from tatadesa.core.pdf_signatures import UnreadablePdf, facts
from tatadesa.files.actions.store_generated import store_generated
from tatadesa.files.models import StoredFile
from tatadesa.letters.finishing import CHANGED, DONE_ALREADY, file_name, finish, lock
from tatadesa.letters.models import Letter, PreparedLetter
from tatadesa.letters.ports import (
    Signed,
    SigningOutcome,
    SigningPerson,
    SigningSecret,
    SigningService,
    signing_port,
)
from tatadesa.letters.signing import (
    MOST_AT_ONCE,
    capability_of,
    is_under_way,
    person_of,
    profile_of,
    require_signer,
    require_tokens,
    service_of,
    settings_of,
    unsigned,
)
from tatadesa.letters.signing_places import place, waited_for
from tatadesa.letters.signing_queries import unseen_pages

SECONDS = 55.0
"""For a whole selection: a page that takes longer is given up by phones and proxies."""
PASSPHRASE, CODE = "passphrase", "totp"
_LONGEST_SECRET = 200
_BROKE_OFF = "Penandatanganan terputus. Nomor surat tetap; tanda tangani lagi."
_NOT_THE_SAME = "Surat yang kembali dari penanda tangan tidak sama dengan yang Anda lihat, jadi tidak diterbitkan."
_NO_SIGNATURE = "Jawaban penanda tangan tidak memuat tanda tangan yang sah. Tanda tangani lagi."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SigningResult:
    """How one letter went: ``letter`` when it is out, else ``words`` that say why not."""

    number: str
    letter: Letter | None = None
    words: str = ""


def sign_letters(staff: StaffMember, seen: Mapping[UUID, str], secret: SigningSecret) -> list[SigningResult]:
    """Sign the letters ``seen``: by id the fingerprint of the pages that were shown, at most ``MOST_AT_ONCE``.

    ``secret`` is used and forgotten. Raises ``NotAllowed``, ``Conflict`` (the office's or the signer's settings),
    ``TooMany`` and ``InvalidInput``: field ``passphrase`` or ``totp`` for a wrong or missing one, ``pilih`` for none or
    too many letters. Every letter that could not be signed is still there, and says why.
    """
    require_signer(staff)
    settings = settings_of(staff.office)
    capability = capability_of(settings)
    if not capability.asks_passphrase:
        raise Conflict(f"Kantor ini memakai cara lain: {settings.get_method_display().lower()}.")
    if not seen or len(seen) > MOST_AT_ONCE:
        raise InvalidInput(
            {"pilih": f"Centang surat yang akan ditandatangani, paling banyak {MOST_AT_ONCE} sekaligus."}
        )
    profile = profile_of(staff)
    in_token = capability.needs_key and profile.is_in_token
    _require_secret(secret, takes_code=capability.takes_code, in_token=in_token)
    person = person_of(profile, capability)
    if in_token:
        require_tokens(staff.office)
    service = service_of(settings)
    # Both a service and a key can be tried with one guess after another.
    throttle.spend("tanda-tangan", str(staff.pk), capacity=30, per_seconds=900)
    with place():
        return _sign(staff, settings.method, service, person, secret, seen)


def _sign(
    staff: StaffMember,
    method: str,
    service: SigningService,
    person: SigningPerson,
    secret: SigningSecret,
    seen: Mapping[UUID, str],
) -> list[SigningResult]:
    claimed, results = _claim_all(staff, method, seen)
    attempts = {str(prepared.pk): prepared for prepared in claimed}
    wrong = ""
    try:
        letters = [unsigned(prepared) for prepared in claimed]
        port = signing_port(method)
        answers = port.sign(service, person, secret, letters, seconds=SECONDS) if letters else iter(())
        for signed in waited_for(answers):
            prepared = attempts.pop(signed.key)
            if signed.outcome is SigningOutcome.WRONG_SECRET:
                wrong = signed.reason
            results[prepared.pk] = _take_answer(staff, prepared, signed)
    finally:
        # Whatever happened: nothing stays claimed but by a process that was killed, and that claim runs out.
        for prepared in attempts.values():
            _release(prepared, _BROKE_OFF)
            results[prepared.pk] = SigningResult(prepared.number, words=_BROKE_OFF)
    if wrong:
        raise InvalidInput({CODE if secret.totp else PASSPHRASE: wrong}, wrong)
    return [results[key] for key in seen if key in results]


def _require_secret(secret: SigningSecret, *, takes_code: bool, in_token: bool) -> None:
    if takes_code and secret.totp:
        if not (secret.totp.isascii() and secret.totp.isalnum() and len(secret.totp) <= 12):
            raise InvalidInput({CODE: "Tulis kode OTP seperti di e-mail, tanpa spasi."})
    elif not secret.passphrase:
        raise InvalidInput({PASSPHRASE: "Tulis PIN token Anda." if in_token else "Tulis kata sandi tanda tangan Anda."})
    elif len(secret.passphrase) > _LONGEST_SECRET:
        raise InvalidInput({PASSPHRASE: "PIN token salah." if in_token else "Kata sandi tanda tangan salah."})


def _claim_all(
    staff: StaffMember, method: str, seen: Mapping[UUID, str]
) -> tuple[list[PreparedLetter], dict[UUID, SigningResult]]:
    claimed: list[PreparedLetter] = []
    results: dict[UUID, SigningResult] = {}
    for key, sha256 in seen.items():
        try:
            prepared = _claim(staff, method, key, sha256)
        except DomainError as refused:
            number = PreparedLetter.objects.filter(office=staff.office_id, pk=key).values_list("number", flat=True)
            results[key] = SigningResult(number.first() or "", words=refused.message)
        else:
            claimed.append(prepared)
    return claimed, results


@transaction.atomic
def _claim(staff: StaffMember, method: str, key: UUID, sha256: str) -> PreparedLetter:
    """Mark the letter as being signed by this attempt; raises ``Conflict`` when it may not be."""
    rows = PreparedLetter.objects.select_for_update(of=("self",)).select_related("office", "application")
    prepared = rows.filter(office=staff.office_id, signer=staff, pk=key).first()
    if prepared is None:
        raise Conflict("Surat ini tidak menunggu tanda tangan Anda.")
    if prepared.state == PreparedLetter.State.ISSUED:
        raise Conflict(DONE_ALREADY)
    if prepared.state != PreparedLetter.State.PREPARED or prepared.method != method or prepared.sha256 != sha256:
        raise Conflict(CHANGED)
    if prepared.seen != prepared.application.event_count:
        raise Conflict(CHANGED)
    if is_under_way(prepared):
        raise Conflict("Surat ini sedang ditandatangani. Tunggu sebentar, lalu muat ulang halaman.")
    if unseen_pages(staff, prepared):
        raise Conflict("Surat ini belum tampil seluruhnya di layar Anda. Lihat semua halamannya, lalu tanda tangani.")
    prepared.attempt, prepared.attempted_at = uuid4(), now()
    prepared.save(update_fields=["attempt", "attempted_at"])
    return prepared


def _take_answer(staff: StaffMember, prepared: PreparedLetter, signed: Signed) -> SigningResult:
    words = signed.reason
    if signed.outcome is SigningOutcome.SIGNED:
        try:
            letter = _finish(staff, prepared, signed)
        except DomainError as refused:
            words = refused.message
        except Exception:
            # The letter stays prepared under its number; the others of the selection go on.
            logger.exception("a signed letter could not be stored")
            words = _BROKE_OFF
        else:
            return SigningResult(prepared.number, letter)
    _release(prepared, "" if signed.outcome is SigningOutcome.WRONG_SECRET else words)
    return SigningResult(prepared.number, words=words)


@transaction.atomic
def _finish(staff: StaffMember, prepared: PreparedLetter, signed: Signed) -> Letter:
    certificate = _checked(prepared, signed)
    application, locked = lock(staff, prepared)
    if locked.attempt != prepared.attempt:
        raise Conflict("Surat ini sudah mulai ditandatangani lagi, jadi hasil yang terlambat tidak dipakai.")
    file = store_generated(
        office=application.office,
        owner=application.citizen,
        content=signed.content,
        kind=StoredFile.Kind.PDF,
        name=file_name(locked),
    )
    how = "Surat dapat diunduh." if application.reader_ids else "Surat dapat diambil di kantor."
    return finish(application, locked, staff, file, words=how, certificate=certificate)


def _checked(prepared: PreparedLetter, signed: Signed) -> str:
    """Whose signature the answer carries; raises ``Conflict`` unless it is the shown letter with a sound signature."""
    original = bytes(prepared.content or b"")
    try:
        found = facts(signed.content)
        same = _pages(original) == _pages(signed.content)
    except (UnreadablePdf, pikepdf.PdfError) as error:
        raise Conflict(_NO_SIGNATURE) from error
    if not same:
        raise Conflict(_NOT_THE_SAME)
    if not found or not found[-1].is_intact or not found[-1].covers_all:
        raise Conflict(_NO_SIGNATURE)
    return signed.certificate or found[-1].signer


def _pages(content: bytes) -> Sequence[bytes]:
    """What each page draws."""
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = []
        for page in document.pages:
            drawn = page.obj.get("/Contents")
            streams = list(drawn) if isinstance(drawn, pikepdf.Array) else [drawn]
            pages.append(b"\n".join(stream.read_bytes() for stream in streams if stream is not None))
        return pages


@transaction.atomic
def _release(prepared: PreparedLetter, words: str) -> None:
    """End this attempt, if it is still this one's."""
    PreparedLetter.objects.filter(pk=prepared.pk, attempt=prepared.attempt, state="prepared").update(
        attempt=None, attempted_at=None, failure=words[:240]
    )
