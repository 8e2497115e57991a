"""Send a letter home: one, or a day's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_reader
from tatadesa.core.errors import Conflict, DomainError
from tatadesa.deliveries.choosing import newest_shipment
from tatadesa.deliveries.models import DeliveryChoice, Shipment
from tatadesa.deliveries.permissions import require_sender
from tatadesa.deliveries.settings import offers_post, settings_of
from tatadesa.deliveries.shipping import draw_up
from tatadesa.deliveries.tasks import queue_order
from tatadesa.letters.models import Letter

MOST = 100
"""In one go."""


@dataclass(frozen=True)
class Row:
    """How one of many went: ``words`` is empty when it did."""

    number: str
    words: str


@transaction.atomic
def request_shipment(staff: StaffMember, number: str) -> Shipment:
    """Ask the courier (by a job) to take the letter of application ``number`` to the address that was chosen.

    Where the office's courier takes no requests the parcel waits for its waybill from the counter. Raises ``NotFound``,
    ``NotAllowed``, and ``Conflict`` when there is no letter, no such choice, no such product any more, no payment, or
    one is under way.
    """
    application = lock_for_reader(staff, number)
    require_sender(staff)
    choice = DeliveryChoice.objects.select_related("payment").filter(application=application).first()
    letter = Letter.objects.filter(application=application, state=Letter.State.ISSUED).first()
    settings = settings_of(application.office)
    if letter is None:
        raise Conflict("Suratnya belum terbit atau sudah dicabut.")
    if choice is None or choice.method != DeliveryChoice.Method.POST:
        raise Conflict("Pemohon tidak memilih dikirim POS.")
    if not offers_post(application.office, settings):
        raise Conflict("Pengiriman belum diatur di kantor ini.")
    offered = {product["code"] for product in settings.products}
    if offered and choice.product and choice.product not in offered:
        name = choice.product_name or choice.product
        raise Conflict(f"Jenis kiriman “{name}” tidak ditawarkan lagi. Pilih yang lain di Ubah cara menerima surat.")
    if choice.awaits_payment:
        raise Conflict("Ongkos kirim belum dibayar pemohon.")
    newest = newest_shipment(application)
    if newest is not None and newest.is_under_way:
        raise Conflict("Surat ini sudah dalam pengiriman.")
    shipment = draw_up(staff, application, letter, choice, settings)
    shipment.save(force_insert=True)
    if shipment.request == Shipment.Request.QUEUED:
        queue_order(shipment.pk)
    announce(application)
    return shipment


def request_many(staff: StaffMember, numbers: Iterable[str]) -> list[Row]:
    """The same for each of ``numbers`` (at most ``MOST``), each in a transaction of its own."""
    require_sender(staff)
    rows = []
    for number in list(dict.fromkeys(numbers))[:MOST]:
        try:
            request_shipment(staff, number)
        except DomainError as refused:
            rows.append(Row(number, refused.message))
        else:
            rows.append(Row(number, ""))
    return rows
