"""An officer has seen to a parcel that came back, was refused or cost more, so nobody else has to."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.queries import may_check_off
from tatadesa.deliveries.shipping import lock_shipment


@transaction.atomic
def check_off(staff: StaffMember, shipment_id: UUID) -> Shipment:
    """It needs no attention any more, unless something else happens. Raises ``NotFound``, ``NotAllowed``, and
    ``Conflict`` for a parcel of which something is still to be done.
    """
    application, shipment = lock_shipment(staff, shipment_id)
    if not may_check_off(shipment):
        raise Conflict("Kiriman ini masih perlu ditindaklanjuti, jadi belum bisa ditandai sudah diperiksa.")
    shipment.checked_at, shipment.checked_by = now(), staff
    shipment.save(update_fields=["checked_at", "checked_by"])
    announce(application)
    live.publish([live.office_topic(shipment.office_id)], "shipment", {"number": application.number})
    return shipment
