"""Couriers in our words. One adapter per provider; wiring names it ``courier.<code>``.

An adapter keeps nothing: what it needs to reach its provider arrives with every call as an ``Account``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, StrEnum, auto
from typing import Protocol, cast

from django.conf import settings

from tatadesa.core import effects
from tatadesa.core.outgoing import Address
from tatadesa.core.provider import Account, Check, SettingField

PROVIDERS = ("pos", "counter", "komerce", "biteship")
"""Codes of the couriers we know: POS direct, POS at the counter by hand, RajaOngkir by Komerce, Biteship."""


NO_WAYBILL = "P0001010000000"
"""A waybill in today's form that nobody has: asking where it is tells whether tracking works."""


class Capability(Flag):
    """What a provider can do for us."""

    RATES = auto()
    ORDERS = auto()
    CANCEL = auto()
    TRACKING = auto()
    WEBHOOK = auto()


class ParcelState(StrEnum):
    """Where a parcel is. ``UNKNOWN`` is an event whose meaning we do not know: it never changes the state."""

    REQUESTED = "requested"
    """The courier knows of it and does not have it yet."""
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    FAILED_ATTEMPT = "failed_attempt"
    """Tried at the door without success; it will be tried again."""
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    PROBLEM = "problem"
    """Held, rejected, lost: the office has to ask."""
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How a call ended."""

    DONE = "done"
    RETRY = "retry"
    """Not now; the same call may be made later, nothing has happened there."""
    UNSURE = "unsure"
    """The call may have worked: the answer was lost or not understood. Never repeated without a person's word."""
    REFUSED = "refused"
    """Not with these data or these settings; ``reason`` says why."""
    NOTHING = "nothing"
    """A good answer with nothing in it: no tariff for this way, no such waybill yet."""


POS_PAGE = SettingField(
    "page_url",
    "Halaman lacak untuk warga",
    "Resi ditambahkan di belakangnya.",
    default="https://www.posindonesia.co.id/id/tracking/",
)
"""POS's own page about a waybill, whoever it was ordered from."""


def is_inside(address: Address) -> bool:
    """Whether an adapter must not connect there: an office types addresses in, so none may lead into our own network.

    The emulators of a demo are on this machine and allowed by a setting.
    """
    return not settings.COURIERS_MAY_BE_PRIVATE and not address.is_global


@dataclass(frozen=True)
class Place:
    """Sender or receiver. ``phone`` is 62...; names of regions as Kemendagri writes them."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    street: str = field(repr=False)
    village: str
    district: str
    city: str
    province: str
    postcode: str


@dataclass(frozen=True)
class Parcel:
    """What is sent: ``weight`` in grams, ``value`` and ``cod`` (to collect from the receiver) in rupiah."""

    weight: int
    content: str
    value: int = 0
    cod: int = 0


@dataclass(frozen=True)
class Rate:
    """The price of one product, in rupiah; days are None where the provider does not say."""

    product: str
    name: str
    fee: int
    tax: int
    insurance: int
    total: int
    days_from: int | None = None
    days_to: int | None = None


@dataclass(frozen=True)
class Rates:
    """An answer about prices. ``reason`` is Indonesian, for an officer, and holds nothing about a person."""

    outcome: Outcome
    rates: tuple[Rate, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Order:
    """A request to send. ``key`` is the same in every attempt: providers that know it make one parcel of it."""

    key: str
    product: str
    product_name: str
    sender: Place
    receiver: Place
    parcel: Parcel
    rate: Rate | None
    wants_pickup: bool
    note: str = ""


@dataclass(frozen=True)
class Ordered:
    """``raw`` is the answer as it came, cut at 20,000 characters; ``waybill`` is empty where none was recognised."""

    outcome: Outcome
    waybill: str = ""
    reference: str = ""
    """The provider's own name for the order, for tracking, cancelling and webhooks."""
    price: int | None = None
    raw: str = field(default="", repr=False)
    reason: str = ""
    retry_after: int | None = None


@dataclass(frozen=True)
class Cancelled:
    """How a cancellation ended."""

    outcome: Outcome
    raw: str = field(default="", repr=False)
    reason: str = ""


@dataclass(frozen=True)
class TrackingEvent:
    """One thing that happened to a parcel. ``name`` is the provider's word, ``note`` holds no person's data.

    Two events are the same when ``at``, ``name`` and ``place`` are.
    """

    at: datetime
    state: ParcelState
    name: str
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class Tracked:
    """What a provider knows about a waybill; the events come in any order."""

    outcome: Outcome
    events: tuple[TrackingEvent, ...] = ()
    reason: str = ""
    retry_after: int | None = None


@dataclass(frozen=True)
class WebhookNews:
    """News about one order that a provider sent by itself. Empty fields were not said.

    ``event`` only where the provider says when it happened; otherwise the room asks for the events.
    """

    reference: str = ""
    waybill: str = ""
    price: int | None = None
    event: TrackingEvent | None = None


@dataclass(frozen=True)
class Webhook:
    """A webhook as it was understood: ``is_genuine`` is False when the secret is wrong."""

    is_genuine: bool
    news: tuple[WebhookNews, ...] = ()


class Courier(Protocol):
    """One provider. Never raises for what the provider or the network does; never logs an address or a secret."""

    code: str
    title: str
    capabilities: Capability
    fields: tuple[SettingField, ...]

    def test(self, account: Account) -> tuple[Check, ...]:
        """Ask the provider what can be asked without costs: sign-in, a price, an unknown waybill."""
        ...

    def rates(self, account: Account, origin: str, destination: str, parcel: Parcel) -> Rates:
        """Prices between two postcodes."""
        ...

    def order(self, account: Account, order: Order) -> Ordered:
        """Ask for a parcel to be sent."""
        ...

    def cancel(self, account: Account, reference: str, waybill: str, reason: str) -> Cancelled:
        """Take an order back before the courier has the parcel."""
        ...

    def track(self, account: Account, waybill: str, reference: str) -> Tracked:
        """All events of a parcel."""
        ...

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> Webhook:
        """Understand what a provider sent; ``headers`` by lower-case name. An empty body is genuine, without news."""
        ...

    def page_of(self, account: Account, waybill: str) -> str:
        """The provider's own page about a waybill, for citizens; empty where there is none."""
        ...


def courier(code: str) -> Courier:
    """The adapter of provider ``code`` (one of ``PROVIDERS``)."""
    return cast("Courier", effects.port(f"courier.{code}"))
