"""What registrations needs from outside: somebody who reads the photo of a KTP."""

from dataclasses import dataclass
from typing import Protocol


class CardUnreadable(Exception):
    """The photo shows no KTP that can be read; the message says in Indonesian what to do."""


class CardReaderDown(Exception):
    """The reader itself failed (killed at a limit, could not start): worth another try, the photo is not at fault."""


@dataclass(frozen=True)
class CardReading:
    """What a KTP says, as text; a field that was not found is absent.

    ``fields``: nik, name, birth_place, birth_date (ISO), sex ("1" or "2"), blood_type, address, rt, rw, village,
    district, religion, marital_status, occupation, citizenship, valid_until. ``doubtful`` names those that a person has
    to look at: a NIK that disagrees with the birth date or sex of its own card is always among them.
    """

    fields: dict[str, str]
    doubtful: tuple[str, ...]
    seconds: float


class CardReader(Protocol):
    """Reads cards, one after the other; slow (seconds), so only ever called by a job."""

    def read(self, jpeg: bytes) -> CardReading:
        """Read the card on ``jpeg``; raises ``CardUnreadable`` or ``CardReaderDown``."""
        ...
