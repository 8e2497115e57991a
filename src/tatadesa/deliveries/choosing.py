"""How a letter reaches its owner: what may be chosen, and what is chosen now."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict
from tatadesa.deliveries import arrival, couriers, quoting, weights
from tatadesa.deliveries.addressee import Addressee
from tatadesa.deliveries.models import CourierAccount, DeliveryChoice, DeliverySettings, Shipment, ShipmentEvent
from tatadesa.deliveries.ports import ParcelState
from tatadesa.deliveries.quoting import Estimate
from tatadesa.deliveries.settings import offers_post, settings_of

_ENDED = (State.REJECTED, State.CANCELLED, State.WITHDRAWN)
USUAL_PAGES = 1
"""Of a letter that is not made yet."""


@dataclass(frozen=True)
class Delivery:
    """Everything a page says about the delivery of one application."""

    settings: DeliverySettings
    choice: DeliveryChoice | None
    shipment: Shipment | None
    """The newest one, under way or ended."""
    offers_post: bool
    may_choose: bool
    may_readdress: bool
    """It is asked for and the courier does not have it yet: it can go to another address."""


def delivery_of(application: Application) -> Delivery:
    """Of an application the caller has fetched through its owner. Three queries."""
    settings = settings_of(application.office)
    choice = DeliveryChoice.objects.select_related("payment").filter(application=application).first()
    shipment = newest_shipment(application)
    return Delivery(
        settings=settings,
        choice=choice,
        shipment=shipment,
        offers_post=offers_post(application.office, settings),
        may_choose=_refusal(application, choice, shipment) == "",
        may_readdress=shipment is not None and may_readdress(shipment),
    )


def may_readdress(shipment: Shipment) -> bool:
    """True until the courier has it. What was brought to the counter has its waybill from there, so the letter is gone;
    of a request whose fate is unclear a person says first whether it is there.
    """
    is_brought = shipment.request == Shipment.Request.BY_HAND and bool(shipment.waybill)
    is_sure = shipment.request not in (Shipment.Request.UNSURE, Shipment.Request.FAILED)
    return shipment.is_under_way and shipment.state == ParcelState.REQUESTED and is_sure and not is_brought


def newest_shipment(application: Application) -> Shipment | None:
    """The last one asked for, None when there never was one."""
    return Shipment.objects.filter(application=application).order_by("-asked_at", "-id").first()


def require_choosable(application: Application, choice: DeliveryChoice | None) -> None:
    """Raise ``Conflict`` when it is too late to choose."""
    refusal = _refusal(application, choice, newest_shipment(application))
    if refusal:
        raise Conflict(refusal)


def _refusal(application: Application, choice: DeliveryChoice | None, shipment: Shipment | None) -> str:
    if application.state in _ENDED:
        return "Permohonan ini sudah berakhir tanpa surat yang berlaku."
    if choice is not None and choice.collected_at is not None:
        return "Surat ini sudah diambil di kantor."
    if shipment is not None and shipment.is_under_way:
        return "Surat ini sedang dikirim. Hubungi kantor kalau alamatnya salah."
    return ""


def weight_of(settings: DeliverySettings, addressee: Addressee) -> int:
    """Grams of the letter in its envelope; of a usual one while it is not made."""
    return weights.grams(settings, addressee.pages or USUAL_PAGES)


def estimate_for(settings: DeliverySettings, addressee: Addressee, postcode: str) -> Estimate:
    """What sending the letter to ``postcode`` costs; asks nobody outside."""
    weight = weight_of(settings, addressee)
    return quoting.estimate(settings, addressee.office.postcode, postcode, weight, addressee.asker)


GIST = {
    "delivery_offered": Subquery(
        DeliverySettings.objects.filter(office=OuterRef("office"), is_on=True).exclude(office__postcode="").values("pk")
    ),
    "delivery_transfer": Subquery(DeliverySettings.objects.filter(office=OuterRef("office")).values("transfer_words")),
    "delivery_method": Subquery(DeliveryChoice.objects.filter(application=OuterRef("pk")).values("method")),
    "delivery_parcel": Subquery(
        Shipment.objects.filter(application=OuterRef("pk")).order_by("-asked_at", "-id").values("pk")[:1]
    ),
}
"""What a page reads with its application to know its ``Gist``."""


@dataclass(frozen=True)
class Gist:
    """What the page of an application says about its delivery. ``events`` are the parcel's, the newest first;
    ``transfer_words`` tell where to transfer to, for who pays first.
    """

    may_choose: bool
    offers_post: bool
    choice: DeliveryChoice | None
    shipment: Shipment | None
    events: list[ShipmentEvent]
    link: str
    may_readdress: bool
    arrival: str
    """In words, with "perkiraan" in them; empty where nobody can say."""
    transfer_words: str


def delivery_gist(application: Application) -> Gist:
    """Of an application read with ``GIST``. No query where nothing was chosen, else one to three."""
    values = {name: getattr(application, name) for name in GIST}
    chosen = DeliveryChoice.objects.select_related("payment").filter(application=application)
    choice = chosen.first() if values["delivery_method"] else None
    shipment, events = None, []
    if values["delivery_parcel"]:
        shipment = Shipment.objects.get(pk=values["delivery_parcel"])
        events = list(shipment.events.order_by("-at", "-heard_at"))
    return Gist(
        may_choose=_refusal(application, choice, shipment) == "",
        offers_post=values["delivery_offered"] is not None,
        choice=choice,
        shipment=shipment,
        events=events,
        link=page_of(shipment) if shipment is not None else "",
        may_readdress=shipment is not None and may_readdress(shipment),
        arrival=arrival.words(shipment, office_today(application.office.timezone)) if shipment is not None else "",
        transfer_words=values["delivery_transfer"] or "",
    )


def page_of(shipment: Shipment) -> str:
    """The courier's own page about a parcel; empty before there is a waybill. One query."""
    tracker = couriers.known(shipment.tracking_by)
    if tracker is None or not shipment.waybill:
        return ""
    row = CourierAccount.objects.filter(office=shipment.office_id, provider=shipment.tracking_by).first()
    values = couriers.values_of(row) if row is not None else {}
    return tracker.page_of(couriers.account_from(shipment.tracking_by, values), shipment.waybill)
