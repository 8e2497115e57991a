"""Take a parcel back before the courier has it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.deliveries import ending, telling
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import Cancelled
from tatadesa.deliveries.shipping import lock_shipment


def cancel_shipment(staff: StaffMember, shipment_id: UUID) -> Shipment:
    """Ask the courier to forget the order, where it can be asked, and end the parcel here.

    An order the courier cannot be asked to forget (POS takes no cancellations) ends here as long as it has not been
    handed over; a parcel whose request is just going out cannot be stopped. Raises ``NotFound``, ``NotAllowed``,
    ``Conflict`` with the courier's reason.
    """
    answer = ending.ask_courier(_may_end(staff, shipment_id))
    return _end(staff, shipment_id, answer)


@transaction.atomic
def _may_end(staff: StaffMember, shipment_id: UUID) -> Shipment:
    _, shipment = lock_shipment(staff, shipment_id)
    ending.require_endable(shipment)
    return shipment


@transaction.atomic
def _end(staff: StaffMember, shipment_id: UUID, answer: Cancelled | None) -> Shipment:
    application, shipment = lock_shipment(staff, shipment_id)
    ending.require_endable(shipment)
    ending.end(shipment, answer)
    if shipment.waybill:
        telling.tell_cancelled(application, shipment, staff)
    else:
        announce(application)
    return shipment
