"""Fetch a registration through its office and hold its row: every decision begins here."""

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.registrations.models import Registration
from tatadesa.registrations.permissions import require_decider

_CHANGED = "Pendaftaran ini baru saja berubah. Lihat keadaan terbarunya, lalu putuskan lagi."


def lock_for_decision(
    staff: StaffMember, registration_id: UUID, seen: int, *states: Registration.State
) -> Registration:
    """The registration of the officer's own office, locked until the transaction ends.

    ``seen`` is the edition that the officer's page showed. Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` when
    it has moved on or is in none of ``states``.
    """
    require_decider(staff)
    # Joined only with what never changes here: a row joined under a lock is shown as it was before the wait.
    rows = Registration.objects.select_for_update(of=("self",)).select_related("office")
    found = rows.filter(office=staff.office_id, pk=registration_id, sent_at__isnull=False).first()
    if found is None:
        raise NotFound
    if found.edition != seen:
        raise Conflict(_CHANGED)
    if found.state not in states:
        raise Conflict(f"Tidak bisa dilakukan: pendaftaran ini berstatus “{found.get_state_display()}”.")
    return found
