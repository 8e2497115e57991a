"""What forms may ask the register and the regions for. The rooms above bring the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tatadesa.regions.info import RegionName


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as the register words it; ``relation`` is what the person is to the applicant, empty for oneself."""

    id: str
    nik: str
    name: str
    birth_place: str
    birth_date: str
    sex: str
    religion: str
    occupation: str
    marital_status: str
    citizenship: str
    address: str
    no_kk: str
    relation: str = ""


class People(Protocol):
    """Lookups of residents, within what the one who fills in may learn."""

    @property
    def at_counter(self) -> bool:
        """An officer asks: a NIK or a No. KK alone finds people of the village."""
        ...

    def family(self) -> Sequence[PersonCard]:
        """The living of the applicant's own family card, the applicant first."""
        ...

    def check(self, nik: str, name: str, birth_date: date) -> bool | None:
        """Whether the three belong together in the register; None when that is not asked now."""
        ...

    def remembered(self, nik: str, name: str, birth_date: date) -> bool | None:
        """What ``check`` has said of the three before, None when it was not asked. Never asks."""
        ...

    def card_by_nik(self, nik: str) -> PersonCard | None:
        """A resident of the officer's village, at the counter only; None elsewhere and for nobody."""
        ...

    def family_by_no_kk(self, no_kk: str) -> Sequence[PersonCard]:
        """The living of a card: the applicant's own, at the counter any of the village; empty for others."""
        ...


class Regions(Protocol):
    """The region tree."""

    def path(self, code: str) -> Sequence[RegionName]:
        """The region and its ancestors, province first; empty for an unknown code."""
        ...

    def children(self, code: str | None = None) -> Sequence[RegionName]:
        """The regions directly below ``code`` by name; the provinces without it."""
        ...


class Nobody:
    """Knows no people."""

    at_counter = False

    def family(self) -> Sequence[PersonCard]:
        """Empty."""
        return ()

    def check(self, nik: str, name: str, birth_date: date) -> bool | None:
        """Not asked."""
        return None

    def remembered(self, nik: str, name: str, birth_date: date) -> bool | None:
        """Not asked."""
        return None

    def card_by_nik(self, nik: str) -> PersonCard | None:
        """Unknown."""
        return None

    def family_by_no_kk(self, no_kk: str) -> Sequence[PersonCard]:
        """Empty."""
        return ()


class Nowhere:
    """Knows no regions."""

    def path(self, code: str) -> Sequence[RegionName]:
        """Empty."""
        return ()

    def children(self, code: str | None = None) -> Sequence[RegionName]:
        """Empty."""
        return ()


NOBODY: People = Nobody()
NOWHERE: Regions = Nowhere()
