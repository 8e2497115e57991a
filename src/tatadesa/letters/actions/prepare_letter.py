"""Give a letter its number and its final pages, so that its signer sees exactly what will be signed."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.referrals import require_no_open_referral
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.clock import local, now, office_today
from tatadesa.core.errors import Conflict
from tatadesa.letters import typeset, verification
from tatadesa.letters.actions.issue import number_letter
from tatadesa.letters.compose import Particulars
from tatadesa.letters.document import Verification
from tatadesa.letters.draft import document_of
from tatadesa.letters.giving_numbers import give_up_number
from tatadesa.letters.models import Letter, PreparedLetter, SigningMethod
from tatadesa.letters.signer import signer_of
from tatadesa.letters.signing import (
    box_data,
    fingerprint,
    is_under_way,
    letter_from,
    particulars_of,
    settings_of,
)

CHANGED = "Permohonan berubah sebelum suratnya ditandatangani, pada hari lain."


@transaction.atomic
def prepare_letter(staff: StaffMember, number: str, *, seen: int) -> PreparedLetter:
    """Number and set the letter of application ``number`` for the signature of ``staff``.

    Doing it again gives the same letter. Where the application has changed, or somebody else is to sign, the pages are
    set anew under the same number and date; on another day a changed one gets a new number, and the old one is kept as
    given up. Raises ``NotFound``, ``NotAllowed``, ``Conflict``; then no number is taken.
    """
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application, kind="issue")
    if next_state(application.state, Verb.COMPLETE) is None:
        raise Conflict("Surat hanya dapat ditandatangani setelah permohonan disetujui.")
    require_no_open_referral(application)
    method = settings_of(application.office).method
    if method == SigningMethod.PLAIN:
        raise Conflict("Kantor ini menerbitkan surat tanpa tanda tangan elektronik. Terbitkan dari permohonannya.")
    prepared = PreparedLetter.objects.select_for_update().filter(application=application, state="prepared").first()
    if prepared is not None:
        if is_under_way(prepared):
            raise Conflict("Surat ini sedang ditandatangani. Tunggu sebentar, lalu muat ulang halaman.")
        same_pages = (prepared.seen, prepared.signer_id, prepared.method) == (application.event_count, staff.pk, method)
        if same_pages:
            return prepared
        if prepared.seen != application.event_count and prepared.dated != office_today(application.office.timezone):
            _give_up(prepared)
            prepared = None
    if prepared is None:
        return _set(PreparedLetter(), application, staff, method, number_letter(application, staff))
    letter, signer = letter_from(prepared), signer_of(staff, application.office)
    letter.signer, letter.signer_name, letter.signer_position = staff, signer.name, signer.full_position
    return _set(prepared, application, staff, method, letter)


def _give_up(prepared: PreparedLetter) -> None:
    prepared.state, prepared.failure, prepared.content = PreparedLetter.State.ABANDONED, CHANGED, None
    prepared.save(update_fields=["state", "failure", "content"])
    give_up_number(prepared.office_id, prepared.number, CHANGED)


def _set(
    prepared: PreparedLetter, application: Application, staff: StaffMember, method: str, letter: Letter
) -> PreparedLetter:
    code = letter.verification_code
    place = Verification(verification.address(code), verification.entrance(), verification.shown(code))
    document = document_of(
        application, signer_of(staff, application.office), Particulars(letter.number, letter.dated, place)
    )
    by_pen = method == SigningMethod.WET
    if by_pen:
        document = replace(document, issuer_note=document.issuer_note.replace(" secara elektronik", ""))
    moment = now()
    content, box = typeset.letter_to_sign(document, local(moment, application.office.timezone), by_pen=by_pen)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        prepared.pages = len(pdf.pages)
    prepared.office, prepared.application, prepared.signer = application.office, application, staff
    prepared.counter, prepared.year, prepared.running = letter.counter, letter.year, letter.running
    prepared.number, prepared.dated, prepared.method = letter.number, letter.dated, method
    prepared.verification_code = code
    prepared.particulars = particulars_of(letter)
    prepared.content, prepared.sha256, prepared.box = content, fingerprint(content), box_data(box)
    prepared.seen, prepared.prepared_at = application.event_count, moment
    prepared.attempt, prepared.attempted_at, prepared.failure = None, None, ""
    prepared.save()
    return prepared
