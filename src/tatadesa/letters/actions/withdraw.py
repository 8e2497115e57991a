"""Withdraw an issued letter. It keeps its number and file; its public page says that it no longer counts."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.actions import withdraw as application_withdraw
from tatadesa.applications.locking import lock_for_staff
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.core.plain import many_lines
from tatadesa.letters.models import Letter

MAX_REASON = 240


@transaction.atomic
def withdraw(staff: StaffMember, letter_id: UUID, *, reason: str) -> Letter:
    """Withdraw a letter of the officer's own office; for the head and the secretary.

    ``reason`` (required, to 240 characters) is read by the applicant, never by the public. Raises
    ``NotFound``, ``NotAllowed``, ``InvalidInput``, ``Conflict`` when it was withdrawn already.
    """
    number = (
        Letter.objects.filter(office=staff.office_id, pk=letter_id)
        .values_list("application__number", flat=True)
        .first()
    )
    if number is None:
        raise NotFound("Surat ini tidak ditemukan.")
    if not staff.has_role(Role.KADES, Role.SEKDES):
        raise NotAllowed("Hanya kepala desa atau sekretaris desa yang dapat mencabut surat.")
    reason = many_lines(reason)
    if not reason or len(reason) > MAX_REASON:
        raise InvalidInput({"reason": f"Tulis alasan pencabutan, paling panjang {MAX_REASON} huruf."})
    # Always the application's row first, then the letter's: the order in which issuing takes them.
    application = lock_for_staff(staff, number)
    letter = Letter.objects.select_for_update().get(office=staff.office_id, pk=letter_id)
    if letter.state != Letter.State.ISSUED:
        raise Conflict("Surat ini sudah dicabut.")
    letter.state, letter.withdrawn_at, letter.withdrawal_reason = Letter.State.WITHDRAWN, now(), reason
    letter.save(update_fields=["state", "withdrawn_at", "withdrawal_reason"])
    application_withdraw.withdraw(application, staff, f"Surat nomor {letter.number} dicabut. Alasan: {reason}")
    return letter
