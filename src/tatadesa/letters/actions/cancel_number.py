"""Cancel a number that was reserved for paper. It stays in the books with its reason and is never given again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.core.plain import one_line
from tatadesa.letters import books
from tatadesa.letters.models import TakenNumber
from tatadesa.letters.permissions import require_keeper

MAX_REASON = 240


@transaction.atomic
def cancel_number(staff: StaffMember, taken_id: UUID, *, reason: str) -> TakenNumber:
    """Cancel a paper number of the officer's own office.

    Raises ``NotAllowed``, ``NotFound``, ``InvalidInput`` at ``alasan``, and ``Conflict`` for a letter of the
    application (that one is withdrawn) and for a number that is cancelled already.
    """
    require_keeper(staff)
    taken = TakenNumber.objects.select_for_update(of=("self",)).filter(office=staff.office_id, pk=taken_id).first()
    if taken is None:
        raise NotFound("Nomor ini tidak ditemukan.")
    reason = one_line(reason)
    if not 0 < len(reason) <= MAX_REASON:
        raise InvalidInput({"alasan": f"Tulis alasan pembatalan, paling panjang {MAX_REASON} huruf."})
    if taken.kind != TakenNumber.Kind.PAPER:
        raise Conflict("Nomor ini milik surat dari aplikasi. Surat seperti itu dicabut dari permohonannya.")
    if taken.cancelled_at is not None:
        raise Conflict("Nomor ini sudah dibatalkan.")
    taken.cancelled_at, taken.cancelled_by, taken.reason = now(), staff, reason
    taken.save(update_fields=["cancelled_at", "cancelled_by", "reason"])
    books.note_cancelled(taken)
    return taken
