"""Messages to an address: what one says, and the port by which this room asks which channels there are."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, cast
from uuid import UUID

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


class Reach(Protocol):
    """Knows who can be written to. Implemented above this room, as it is the offices that choose providers."""

    def channels(self, office_id: UUID | None) -> list[Channel]:
        """Those that carry messages of the office, or of any office where that is None. Asks nobody outside."""
        ...


def reach() -> Reach:
    """What wiring chose."""
    return cast("Reach", effects.port("reach"))
