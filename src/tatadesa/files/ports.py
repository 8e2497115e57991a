"""What files need from outside: a virus scanner, by setting."""

from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


class Scanner(Protocol):
    """A virus scanner."""

    def is_ready(self) -> bool:
        """Whether the installation has one."""
        ...

    def scan(self, content: bytes) -> Verdict:
        """Never raises for what the scanner does; ``UNAVAILABLE`` when it gives no answer that can be trusted."""
        ...
