"""An officer notes what became of a parcel that no courier can be asked about."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.deliveries import tracking
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.deliveries.shipping import lock_shipment

CHOICES = (ParcelState.DELIVERED, ParcelState.FAILED_ATTEMPT, ParcelState.RETURNED)
MAX_WORDS = 160


@transaction.atomic
def note_arrival(staff: StaffMember, shipment_id: UUID, state: str, words: str = "") -> Shipment:
    """``state`` is one of ``CHOICES``; ``words`` (to 160 characters, no person's data) is read by the citizen.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput``, ``Conflict`` before there is a waybill or after the end.
    """
    _, shipment = lock_shipment(staff, shipment_id)
    words = one_line(words)
    if state not in CHOICES:
        raise InvalidInput({"keadaan": "Pilih apa yang terjadi dengan kiriman ini."})
    if len(words) > MAX_WORDS:
        raise InvalidInput({"keterangan": f"Paling panjang {MAX_WORDS} huruf."})
    if not shipment.is_under_way or not shipment.waybill:
        raise Conflict("Kiriman ini belum berangkat atau sudah berakhir.")
    return tracking.take_in(shipment_id, [tracking.by_hand(ParcelState(state), words)], staff)
