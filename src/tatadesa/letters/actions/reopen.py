"""Open a decided application again. Its letter, if there is one, is withdrawn and keeps its number."""

from __future__ import annotations

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions import reopen as application_reopen
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.supervising import leads
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotAllowed
from tatadesa.core.plain import many_lines
from tatadesa.letters.models import Letter

MAX_REASON = 240


@transaction.atomic
def reopen(staff: StaffMember, number: str, *, seen: int, reason: str) -> Application:
    """For the head and the secretary; ``reason`` (required, to 240 characters) is read by the applicant.

    It can be approved and issued again, with a new number. Raises ``NotFound``, ``NotAllowed``, ``InvalidInput``,
    ``Conflict`` for what is not decided.
    """
    application = lock_for_staff(staff, number, seen)
    if not leads(staff, application):
        raise NotAllowed("Hanya sekretaris desa atau kepala desa yang dapat membuka kembali permohonan.")
    reason = many_lines(reason)
    if not reason or len(reason) > MAX_REASON:
        raise InvalidInput({"reason": f"Tulis alasan membuka kembali, paling panjang {MAX_REASON} huruf."})
    letter = Letter.objects.select_for_update().filter(application=application, state=Letter.State.ISSUED).first()
    words = f"Permohonan dibuka kembali dan diperiksa lagi. Alasan: {reason}"
    if letter is not None:
        letter.state, letter.withdrawn_at, letter.withdrawal_reason = Letter.State.WITHDRAWN, now(), reason
        letter.save(update_fields=["state", "withdrawn_at", "withdrawal_reason"])
        words = f"{words} Surat nomor {letter.number} dicabut."
    return application_reopen.reopen(application, staff, words)
