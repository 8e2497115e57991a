"""What letters need from outside: the kecamatan's own system, which takes a village's letter over."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, cast

from tatadesa.core import effects


@dataclass(frozen=True)
class DistrictServer:
    """How one village reaches it."""

    server: str
    """``https``, host and perhaps a path; without ``/api``."""
    village_code: str
    """As the kecamatan has registered the village."""
    token: str = field(repr=False)
    timeout_seconds: float = 20.0
    """For everything: connecting, sending and the whole answer."""


@dataclass(frozen=True)
class DistrictLetter:
    """The letter as it goes over: ``name`` is what kind of letter it is."""

    content: bytes = field(repr=False)
    nik: str = field(repr=False)
    dated: date
    number: str
    name: str


class HandOffOutcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    """It is there, now or since an earlier attempt."""
    RETRY = "retry"
    """Not now; the same letter may go later."""
    REFUSED = "refused"
    """Never, until somebody puts something right."""


@dataclass(frozen=True)
class HandedOff:
    """``reason`` is Indonesian, for an officer, and holds nothing about the person."""

    outcome: HandOffOutcome
    reason: str = ""
    retry_after: int | None = None


class HandOff(Protocol):
    """Takes letters over. Never raises for what the server or the network does."""

    def send(self, place: DistrictServer, letter: DistrictLetter) -> HandedOff:
        """One attempt; sending the same number again makes no second letter."""
        ...


def hand_off_port() -> HandOff:
    """The adapter that wiring chose."""
    return cast("HandOff", effects.port("hand_off"))
