"""What the actions on parcels have in common."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries import addresses, couriers
from tatadesa.deliveries.addressee import of_application
from tatadesa.deliveries.choosing import estimate_for, weight_of
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings, Shipment
from tatadesa.deliveries.permissions import require_sender
from tatadesa.deliveries.ports import Capability, Rate
from tatadesa.deliveries.settings import tracking_provider
from tatadesa.letters.models import Letter


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


def draw_up(
    staff: StaffMember, application: Application, letter: Letter, choice: DeliveryChoice, settings: DeliverySettings
) -> Shipment:
    """A parcel as it is to be asked for now, not saved; raises ``Conflict`` for a courier we do not know."""
    courier = couriers.known(settings.provider)
    if courier is None:
        raise Conflict("Kurir yang dipilih kantor tidak dikenal. Atur lagi di pengaturan kiriman.")
    takes_orders = Capability.ORDERS in courier.capabilities
    moment = now()
    addressee = of_application(application, choice)
    rate = estimate_for(settings, addressee, addresses.postcode(choice.address)).of(choice.product)
    return Shipment(
        office_id=application.office_id,
        application=application,
        letter=letter,
        provider=settings.provider,
        tracking_by=tracking_provider(settings),
        product=choice.product,
        product_name=choice.product_name,
        sender=asdict(addresses.sender(application.office)),
        receiver=asdict(addresses.receiver(choice)),
        weight=weight_of(settings, addressee),
        value=settings.declared_value,
        payer=choice.payer or settings.payer,
        rate=asdict(rate) if rate else None,
        days=_days(settings, choice.product, rate),
        quoted=rate.total if rate else choice.price,
        wants_pickup=settings.wants_pickup,
        request=Shipment.Request.QUEUED if takes_orders else Shipment.Request.BY_HAND,
        asked_by=staff,
        asked_at=moment,
        silent_since=moment,
    )


def _days(settings: DeliverySettings, product: str, rate: Rate | None) -> list[int] | None:
    """How many days the courier says, else the office; also where nobody tells prices."""
    if rate is not None and rate.days_to is not None:
        return [rate.days_from if rate.days_from is not None else rate.days_to, rate.days_to]
    return next((one.get("days") for one in settings.products if one["code"] == product), None)
