"""Deliveries: what an office offers, what a citizen chose, what was sent and what became of it."""

from tatadesa.deliveries.models.choice import DeliveryChoice
from tatadesa.deliveries.models.draft_wish import DraftWish
from tatadesa.deliveries.models.payment import Payment
from tatadesa.deliveries.models.quote import Quote
from tatadesa.deliveries.models.settings import CourierAccount, DeliverySettings
from tatadesa.deliveries.models.shipment import Shipment, ShipmentAnswer, ShipmentEvent

__all__ = [
    "CourierAccount",
    "DeliveryChoice",
    "DeliverySettings",
    "DraftWish",
    "Payment",
    "Quote",
    "Shipment",
    "ShipmentAnswer",
    "ShipmentEvent",
]
