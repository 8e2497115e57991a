"""Where a parcel is, from its events. Pure: any order, any repetition of the same events gives the same answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import models

from tatadesa.deliveries.ports import ParcelState


class ParcelLabel(models.TextChoices):
    """``ports.ParcelState`` in the words a citizen reads."""

    REQUESTED = "requested", "Menunggu diserahkan ke kurir"
    ACCEPTED = "accepted", "Diterima kurir"
    IN_TRANSIT = "in_transit", "Dalam perjalanan"
    OUT_FOR_DELIVERY = "out_for_delivery", "Sedang diantar"
    FAILED_ATTEMPT = "failed_attempt", "Belum berhasil diantar"
    DELIVERED = "delivered", "Sudah diterima"
    RETURNING = "returning", "Dikembalikan ke pengirim"
    RETURNED = "returned", "Sudah kembali ke kantor"
    PROBLEM = "problem", "Ada kendala"
    CANCELLED = "cancelled", "Dibatalkan"
    UNKNOWN = "unknown", "Kabar dari kurir"


ENDED = (ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.CANCELLED)
"""Nothing follows these, so nobody asks any more."""
TOLD = (
    ParcelState.OUT_FOR_DELIVERY,
    ParcelState.FAILED_ATTEMPT,
    ParcelState.DELIVERED,
    ParcelState.RETURNED,
)
"""The states that the history tells of, and so a message, when one is entered; that it was sent is told with the
waybill."""
ALARMING = (ParcelState.RETURNING, ParcelState.RETURNED, ParcelState.PROBLEM)
"""The states that an officer has to see to."""
# Among events of one moment the later stage counts.
_STAGES = tuple(ParcelState)


class _Happening(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Standing:
    """The state and the moment it was reached; None where no event says anything."""

    state: ParcelState
    since: datetime | None


def said(event: _Happening) -> int:
    """How far an event brings a parcel; one of unknown meaning says least."""
    return -1 if event.state == ParcelState.UNKNOWN else _STAGES.index(ParcelState(event.state))


def standing(events: Iterable[_Happening]) -> Standing:
    """The state after ``events``. Events of unknown meaning say nothing; the end (delivered, returned) is the end:
    what a provider books late or again after it does not bring a parcel back on the road.
    """
    known = [event for event in events if event.state != ParcelState.UNKNOWN]
    if not known:
        return Standing(ParcelState.REQUESTED, None)
    ends = [event for event in known if event.state in ENDED]
    last = max(ends or known, key=lambda event: (event.at, said(event)))
    return Standing(ParcelState(last.state), last.at)
