"""Messages to a person's own phone or e-mail: the words of the port; an adapter per channel knows a provider."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, cast

from tatadesa.core import effects


class Channel(StrEnum):
    """How a message reaches a person."""

    WHATSAPP = "whatsapp"
    EMAIL = "email"


@dataclass(frozen=True)
class Message:
    """One message to one person.

    ``to`` is a mobile number (62...) or an e-mail address. ``purpose`` lets an adapter choose a template that the
    provider has approved: ``kode``, ``akun_aktif``, ``pendaftaran_diperbaiki``, ``pendaftaran_ditolak``,
    ``pin_diganti``, ``permintaan_data``, ``rujukan``, ``pengaduan``, ``kiriman``. ``code`` is the code alone, for
    templates that set it apart.
    """

    channel: Channel
    to: str = field(repr=False)
    purpose: str
    subject: str
    text: str = field(repr=False)
    code: str = field(default="", repr=False)


class Outcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    """The provider has it."""
    RETRY = "retry"
    """Not now; the same message may go later."""
    REFUSED = "refused"
    """Never, for a reason an operator can read."""


@dataclass(frozen=True)
class Sent:
    """The outcome of one attempt. ``reason`` names no address; ``retry_after`` in seconds when the provider said so."""

    outcome: Outcome
    reason: str = ""
    provider_id: str = ""
    retry_after: int | None = None


class MessageSender(Protocol):
    """One channel. Never raises for what a provider or the network does."""

    def is_ready(self) -> bool:
        """True when the installation has the settings this channel needs. Asks nobody outside."""
        ...

    def send(self, message: Message) -> Sent:
        """One attempt."""
        ...


def sender(channel: Channel) -> MessageSender:
    """The adapter that wiring chose for ``channel``."""
    return cast("MessageSender", effects.port(f"message.{channel}"))
