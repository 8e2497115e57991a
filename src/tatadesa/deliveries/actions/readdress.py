"""Send a letter to another address before the courier has it: an officer does, a citizen asks for it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.history import announce, citizen_label, record, staff_label
from tatadesa.applications.locking import lock_for_citizen
from tatadesa.applications.models import Application
from tatadesa.applications.states import Verb
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.deliveries import addresses, ending
from tatadesa.deliveries.addressee import of_application
from tatadesa.deliveries.choosing import may_readdress, newest_shipment
from tatadesa.deliveries.models import DeliveryChoice, Shipment
from tatadesa.deliveries.ports import Cancelled
from tatadesa.deliveries.settings import settings_of
from tatadesa.deliveries.shipping import draw_up, lock_shipment
from tatadesa.deliveries.tasks import queue_order
from tatadesa.deliveries.wishes import Destination, Wish, destination, put_down

MAX_WORDS = 160
_PRODUCT = "layanan_kirim"
_TOO_LATE = "Surat sudah di tangan kurir, jadi alamatnya tidak bisa diganti lagi."
_NOT_ASKED = "Pemohon tidak (lagi) meminta alamat lain."


def readdress(staff: StaffMember, shipment_id: UUID, wish: Wish | None = None) -> Shipment:
    """End the parcel and ask for another one to the address of ``wish`` (None: the one the citizen asked for).

    No courier we know changes an order, so the old one is taken back there where that can be asked; both stay, tied
    together. Nothing is taken back for an address with faults. Raises ``NotFound``, ``NotAllowed``, ``InvalidWish``,
    ``Conflict`` once the courier has the letter or when it does not let go of the order.
    """
    answer = ending.ask_courier(_may_change(staff, shipment_id, wish))
    return _change(staff, shipment_id, wish, answer)


@transaction.atomic
def ask_readdress(account: Account, number: str, wish: Wish) -> DeliveryChoice:
    """The citizen asks for another address; an officer decides. Raises ``NotFound``, ``InvalidWish``, ``Conflict``."""
    application = lock_for_citizen(account, number)
    choice, shipment = _of(application), newest_shipment(application)
    if shipment is None or not may_readdress(shipment):
        raise Conflict(_TOO_LATE)
    to = destination(settings_of(application.office), of_application(application, choice), wish)
    is_first = choice.wanted is None
    choice.wanted = {
        addresses.NAME: to.name,
        addresses.PHONE: to.phone,
        addresses.ADDRESS: dict(to.address),
        _PRODUCT: to.product,
    }
    choice.wanted_at = choice.changed_at = now()
    choice.edition += 1
    choice.save()
    if is_first:
        words = "Pemohon meminta alamat kiriman diganti. Petugas akan menjawab."
        _tell(application, account, citizen_label(application, account), words, "readdress")
    else:
        announce(application)
    return choice


@transaction.atomic
def decline_readdress(staff: StaffMember, shipment_id: UUID, words: str) -> DeliveryChoice:
    """The address stays; ``words`` (to 160 characters) say why and are read by the citizen.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput``, ``Conflict`` when nothing was asked.
    """
    application, _ = lock_shipment(staff, shipment_id)
    choice, words = _of(application), one_line(words)
    if not words or len(words) > MAX_WORDS:
        raise InvalidInput({"alasan": f"Tulis mengapa alamatnya tidak diganti, paling panjang {MAX_WORDS} huruf."})
    if choice.wanted is None:
        raise Conflict(_NOT_ASKED)
    choice.wanted, choice.wanted_at = None, None
    choice.edition += 1
    choice.save()
    _tell(application, staff.account, staff_label(staff), f"Alamat kiriman tidak diganti: {words}", "readdress")
    return choice


@transaction.atomic
def _may_change(staff: StaffMember, shipment_id: UUID, wish: Wish | None) -> Shipment:
    application, shipment = lock_shipment(staff, shipment_id)
    _destination(application, _of(application), shipment, wish)
    return shipment


@transaction.atomic
def _change(staff: StaffMember, shipment_id: UUID, wish: Wish | None, answer: Cancelled | None) -> Shipment:
    application, old = lock_shipment(staff, shipment_id)
    choice = _of(application)
    to = _destination(application, choice, old, wish)
    ending.end(old, answer)
    # Who pays was agreed when it was chosen, and may have been paid.
    put_down(choice, replace(to, payer=choice.payer))
    choice.wanted, choice.wanted_at, choice.changed_at = None, None, now()
    choice.edition += 1
    choice.save()
    new = draw_up(staff, application, old.letter, choice, settings_of(application.office))
    new.replaces = old
    new.save(force_insert=True)
    if new.request == Shipment.Request.QUEUED:
        queue_order(new.pk)
    gone = f" Resi {old.waybill} tidak berlaku lagi." if old.waybill else ""
    place = ", ".join(part for part in (new.receiver["district"], new.receiver["city"]) if part)
    words = f"Alamat kiriman diganti. Surat dikirim ke {place}.{gone}"
    _tell(application, staff.account, staff_label(staff), words, "readdress")
    return new


def _destination(
    application: Application, choice: DeliveryChoice, shipment: Shipment, wish: Wish | None
) -> Destination:
    if not may_readdress(shipment):
        raise Conflict(_TOO_LATE)
    ending.require_endable(shipment)
    if wish is None:
        if choice.wanted is None:
            raise Conflict(_NOT_ASKED)
        address = {name: value for name, value in choice.wanted.items() if name != _PRODUCT}
        wish = Wish(DeliveryChoice.Method.POST, address, choice.wanted[_PRODUCT])
    return destination(settings_of(application.office), of_application(application, choice), wish)


def _of(application: Application) -> DeliveryChoice:
    choice = DeliveryChoice.objects.filter(application=application, method=DeliveryChoice.Method.POST).first()
    if choice is None:
        raise Conflict("Pemohon tidak memilih dikirim POS.")
    return choice


def _tell(application: Application, actor: Account, label: str, words: str, what: str) -> None:
    record(application, Verb.DELIVER, actor=actor, label=label, words=words, data={"deliver": what})
