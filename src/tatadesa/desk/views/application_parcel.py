"""The part of a request's page about the delivery of its letter."""

from __future__ import annotations

from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.core.clock import office_today
from tatadesa.deliveries import arrival
from tatadesa.deliveries.actions.note_arrival import CHOICES
from tatadesa.deliveries.choosing import delivery_of, page_of
from tatadesa.deliveries.parcel_states import ParcelLabel
from tatadesa.deliveries.permissions import may_send


def delivery_context(staff: StaffMember, application: Application) -> dict[str, Any]:
    """What the page of an application shows about its delivery. Three to five queries."""
    found = delivery_of(application)
    shipment = found.shipment
    return {
        "delivery": found,
        "parcel_events": list(shipment.events.order_by("-at", "-heard_at")) if shipment else [],
        "parcel_arrival": arrival.words(shipment, office_today(staff.office.timezone)) if shipment else "",
        "parcel_link": page_of(shipment) if shipment else "",
        "may_send": may_send(staff),
        "may_choose_for": found.may_choose and may_apply_for_others(staff),
        "arrivals": [(state.value, ParcelLabel(state).label) for state in CHOICES],
    }
