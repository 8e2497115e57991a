"""A person has looked: the courier does not have the order, so it is sent again."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.core.errors import Conflict
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.shipping import lock_shipment
from tatadesa.deliveries.tasks import queue_order


@transaction.atomic
def try_again(staff: StaffMember, shipment_id: UUID) -> Shipment:
    """For a request whose fate was not known. Raises ``NotFound``, ``NotAllowed``, ``Conflict``."""
    application, shipment = lock_shipment(staff, shipment_id)
    if shipment.request != Shipment.Request.UNSURE:
        raise Conflict("Permintaan ini tidak menunggu keputusan Anda.")
    shipment.request, shipment.reason = Shipment.Request.QUEUED, ""
    shipment.save(update_fields=["request", "reason"])
    queue_order(shipment.pk)
    announce(application)
    return shipment
