"""The ports through which push messages and messages to phones leave; adapters speak their wire formats."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, cast
from urllib.parse import urlsplit

from django.conf import settings

from tatadesa.core import effects
from tatadesa.core.outgoing import Address
from tatadesa.core.provider import Account, Check, SettingField


@dataclass(frozen=True)
class PushTarget:
    """Where a browser takes messages, and the keys only it can read them with (RFC 8291), base64url."""

    endpoint: str
    p256dh: str
    auth: str
    key: str = ""
    """The installation's public key it was made with; empty for the present one."""


class PushStatus(StrEnum):
    """How an attempt ended."""

    DELIVERED = "delivered"
    """The push service has it."""
    GONE = "gone"
    """The browser no longer takes messages there: forget the subscription."""
    RETRY = "retry"
    """Not now; the same message may succeed later."""
    REFUSED = "refused"
    """Never, for a reason an operator can read."""


@dataclass(frozen=True)
class PushResult:
    """The outcome of one attempt; ``retry_after`` is in seconds, when the service named a time."""

    status: PushStatus
    reason: str = ""
    retry_after: int | None = None


class Push(Protocol):
    """Sends encrypted messages to browsers. Never raises for what a push service or the network does."""

    def public_key(self) -> str:
        """The key a page hands to the browser when it subscribes (uncompressed P-256 point, base64url)."""
        ...

    def public_keys(self) -> list[str]:
        """That key and older ones which still sign messages for who subscribed with them."""
        ...

    def rotate(self, *, forget: bool) -> str:
        """Make a new key and give its public half; with ``forget`` the old ones are deleted, and their devices lost."""
        ...

    def send(self, subscription: PushTarget, payload: bytes, *, ttl: int, urgency: str, topic: str) -> PushResult:
        """One attempt. ``ttl`` in seconds; a later message with the same ``topic`` replaces a waiting one."""
        ...


def push() -> Push:
    """The adapter that wiring chose."""
    return cast("Push", effects.port("push"))


def public_key() -> str:
    """The installation's push key for pages."""
    return push().public_key()


def public_keys() -> list[str]:
    """The installation's push keys, present and past."""
    return push().public_keys()


def emulator_origins() -> frozenset[str]:
    """Origins of the demo's push emulator: the only ones that may be plain http and on a private address."""
    if not settings.PUSH_EMULATOR_URL:
        return frozenset()
    parts = urlsplit(settings.PUSH_EMULATOR_URL)
    return frozenset(f"http://{host}:{parts.port}" for host in ("localhost", "127.0.0.1"))


PROVIDERS = ("whatsapp_cloud", "fonnte", "wablas", "telegram", "mail", "zenziva", "apprise")
"""Codes of the providers of messages we know; wiring names their adapters ``channel.<code>``."""


def is_inside(address: Address) -> bool:
    """Whether an adapter must not connect there: an office types addresses in, so none may lead into our own network.

    The emulators of a demo are on this machine and allowed by a setting.
    """
    return not settings.CHANNELS_MAY_BE_PRIVATE and not address.is_global


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out. To a person, ``text`` was made of ``facts.Facts`` and the office's words alone.

    To an address it is what a lower room wrote; then ``purpose`` lets a provider choose the template it has approved
    (see ``accounts.ports.Message``), and ``code`` is the code alone.

    ``to`` is a mobile number (62...), an e-mail address or a chat. ``key`` is the notice's own name, the same in every
    attempt: providers that carry it back let a callback be matched even where their answer was lost.
    """

    to: str = field(repr=False)
    key: str
    title: str
    text: str = field(repr=False)
    link: str = field(repr=False)
    purpose: str = ""
    code: str = field(default="", repr=False)


class Outcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    """The provider has it."""
    DELIVERED = "delivered"
    """The provider says that it is on the person's phone already."""
    RETRY = "retry"
    """Not now, and nothing has happened there: the same message may go later."""
    UNSURE = "unsure"
    """It may have gone: the answer was lost. Never repeated on this channel."""
    REFUSED = "refused"
    """Never, for a reason an officer can read."""


@dataclass(frozen=True)
class Sent:
    """The outcome of one attempt. ``reason`` names no address; ``retry_after`` in seconds when the provider said so."""

    outcome: Outcome
    reason: str = ""
    provider_id: str = ""
    retry_after: int | None = None


class Fate(StrEnum):
    """What a provider says became of a message."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True)
class Receipt:
    """News about one message, by the provider's name for it or by ours. ``at`` is None where it was not said."""

    fate: Fate
    provider_id: str = ""
    key: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Tie:
    """Somebody opened our bot with the code of an account: that chat is theirs from now on."""

    code: str
    chat: str = field(repr=False)


@dataclass(frozen=True)
class Callback:
    """What a provider posted, as it was understood: ``is_genuine`` is False when it cannot be theirs."""

    is_genuine: bool
    receipts: tuple[Receipt, ...] = ()
    ties: tuple[Tie, ...] = ()


class Provider(Protocol):
    """One provider of messages. Never raises for what it or the network does; never logs an address or a secret."""

    code: str
    title: str
    channel: str
    """``Notice.Channel`` it serves; empty for alerts to officers."""
    fields: tuple[SettingField, ...]
    tells_delivery: bool
    """Whether callbacks say that a message has arrived."""
    has_callbacks: bool

    def is_ready(self, account: Account) -> bool:
        """True when the settings it needs are there. Asks nobody outside."""
        ...

    def test(self, account: Account) -> tuple[Check, ...]:
        """Ask the provider what can be asked without sending anything."""
        ...

    def send(self, account: Account, message: Outgoing) -> Sent:
        """One attempt."""
        ...

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """Understand what the provider posted; ``headers`` by lower-case name."""
        ...

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """What to answer to the GET by which a provider tries a callback's address; None to refuse."""
        ...


def provider(code: str) -> Provider:
    """The adapter of ``code`` (one of ``PROVIDERS``)."""
    return cast("Provider", effects.port(f"channel.{code}"))
