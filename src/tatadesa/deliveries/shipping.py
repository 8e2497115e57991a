"""What the actions on parcels have in common."""

from __future__ import annotations

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.core.errors import NotFound
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.permissions import require_sender


def lock_shipment(staff: StaffMember, shipment_id: UUID) -> tuple[Application, Shipment]:
    """A parcel of the officer's own office and its application, both locked, in the order everybody locks them.

    Raises ``NotFound``, and ``NotAllowed`` unless the officer sends letters.
    """
    number = (
        Shipment.objects.filter(office=staff.office_id, pk=shipment_id)
        .values_list("application__number", flat=True)
        .first()
    )
    if number is None:
        raise NotFound("Kiriman ini tidak ditemukan.")
    application = lock_for_reader(staff, number)
    require_sender(staff)
    rows = Shipment.objects.select_for_update(of=("self",)).select_related("office")
    return application, rows.get(office=staff.office_id, pk=shipment_id)
