"""What an office offers. Reads only."""

from __future__ import annotations

from tatadesa.deliveries.models import DeliverySettings
from tatadesa.offices.models import Office


def settings_of(office: Office) -> DeliverySettings:
    """How ``office`` sends letters; what a new office starts with where nothing was ever set."""
    return DeliverySettings.objects.filter(office=office).first() or DeliverySettings(office=office)


def rates_provider(settings: DeliverySettings) -> str:
    """Who is asked for prices."""
    return settings.rates_by or settings.provider


def tracking_provider(settings: DeliverySettings) -> str:
    """Who is asked where a parcel is."""
    return settings.tracking_by or settings.provider


def offers_post(office: Office, settings: DeliverySettings | None = None) -> bool:
    """Whether citizens may have letters sent home: switched on, and the office has a postcode to send from."""
    return (settings or settings_of(office)).is_on and bool(office.postcode)
