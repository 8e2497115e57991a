"""The number on the courier's receipt, typed or scanned by an officer."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.deliveries import arrival, looking, telling, waybills
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.shipping import lock_shipment

_TAKES = (Shipment.Request.BY_HAND, Shipment.Request.UNSURE, Shipment.Request.DONE)


@transaction.atomic
def enter_waybill(staff: StaffMember, shipment_id: UUID, typed: str, price: int | None = None) -> Shipment:
    """Give the parcel its waybill, and what it cost where that is known (rupiah).

    A wrong one may be put right until the courier has been heard of. Raises ``NotFound``, ``NotAllowed``,
    ``InvalidInput``, ``Conflict``.
    """
    application, shipment = lock_shipment(staff, shipment_id)
    waybill = waybills.read(typed)
    if not shipment.is_under_way or shipment.request not in _TAKES:
        raise Conflict("Kiriman ini tidak menunggu nomor resi.")
    if shipment.waybill and shipment.events.exists():
        raise Conflict("Kurir sudah memberi kabar untuk resi ini, jadi tidak bisa diganti.")
    if Shipment.objects.filter(office=staff.office_id, waybill=waybill).exclude(pk=shipment.pk).exists():
        raise InvalidInput({"resi": "Resi ini sudah dipakai kiriman lain. Periksa lagi nomornya."})
    is_same = shipment.waybill == waybill
    shipment.waybill, shipment.waybill_at, shipment.silent_since = waybill, now(), now()
    shipment.price = price if price is not None else shipment.price
    shipment.reason = ""
    if shipment.request == Shipment.Request.UNSURE:
        shipment.request = Shipment.Request.DONE
    looking.plan(shipment)
    arrival.plan(shipment)
    shipment.save()
    if not is_same:
        telling.tell_sent(application, shipment, staff)
    return shipment
