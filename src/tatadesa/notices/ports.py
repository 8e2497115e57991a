"""The port through which push messages leave; an adapter speaks the wire format of the push services."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast
from urllib.parse import urlsplit

from django.conf import settings

from tatadesa.core import effects


@dataclass(frozen=True)
class PushTarget:
    """Where a browser takes messages, and the keys only it can read them with (RFC 8291), base64url."""

    endpoint: str
    p256dh: str
    auth: str


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

    def send(self, subscription: PushTarget, payload: bytes, *, ttl: int, urgency: str, topic: str) -> PushResult:
        """One attempt. ``ttl`` in seconds; a later message with the same ``topic`` replaces a waiting one."""
        ...


def push() -> Push:
    """The adapter that wiring chose."""
    return cast("Push", effects.port("push"))


def public_key() -> str:
    """The installation's push key for pages."""
    return push().public_key()


def emulator_origins() -> frozenset[str]:
    """Origins of the demo's push emulator: the only ones that may be plain http and on a private address."""
    if not settings.PUSH_EMULATOR_URL:
        return frozenset()
    parts = urlsplit(settings.PUSH_EMULATOR_URL)
    return frozenset(f"http://{host}:{parts.port}" for host in ("localhost", "127.0.0.1"))
