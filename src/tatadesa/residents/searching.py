"""Finds people of one office by NIK, No. KK or part of a name, narrowed by where they live and who they are.

Every part of a search is answered by an index that begins at the office: see ``Meta.indexes`` of the models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from heapq import merge
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office
from tatadesa.residents.models import Resident

MIN_SEARCH = 2
MAX_AGE = 150
_MAX_WORDS = 5
# Shorter words have no group of three letters to look up: they stand for the beginning of a name's word.
_SHORTEST_PART = 3
_DIGITS = re.compile(r"[0-9]{4,16}")
# Region, day and month of a family card: fewer digits are those of half the village.
_SHORTEST_CARD = 10
_WHOLE_NUMBER = 16
_WRONG_KEY = "Halaman ini tidak ada. Mulai lagi dari awal daftar."
_EVERYWHERE = Q()


@dataclass(frozen=True)
class Filters:
    """Which people are shown; empty parts narrow nothing. ``status`` None is everybody, also the dead."""

    status: int | None = None
    dusun: str = ""
    rw: str = ""
    rt: str = ""
    sex: int | None = None
    youngest: int | None = None
    oldest: int | None = None

    @property
    def area(self) -> dict[str, str]:
        """The parts of a family's address that are asked for."""
        given = {"dusun": self.dusun, "rw": self.rw, "rt": self.rt}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Resident]
    next: str


def search(
    office: Office,
    text: str,
    *,
    filters: Filters | None = None,
    within: Q = _EVERYWHERE,
    after: str = "",
    limit: int = 25,
) -> Page:
    """One page of the office's residents by name.

    ``text`` is the beginning of a NIK, of a No. KK (ten digits and more), or parts of a name; empty lists all.
    ``within`` narrows to the part of the village an officer looks after. ``after`` is the ``next`` of the page before:
    an id, so that no name is in an address. One query, two for numbers, one more on later pages.
    """
    rows = _narrowed(office, filters or Filters()).filter(within)
    if after:
        rows = _beyond(rows, office, after)
    found: list[list[Resident]] = []
    for part in _matching(rows, office, text):
        found.append(_first(office, part, limit + 1))
        if found[0] and len(typed_digits(text)) == _WHOLE_NUMBER:
            # A NIK is never the number of a card.
            break
    best = list(dict.fromkeys(merge(*found, key=_order)))[: limit + 1]
    shown = best[:limit]
    return Page(shown, str(shown[-1].pk) if len(best) > limit else "")


def born_between(today: date, youngest: int | None, oldest: int | None) -> Q:
    """Who is at least ``youngest`` and at most ``oldest`` whole years old on ``today``."""
    condition = Q()
    if youngest is not None:
        condition &= Q(birth_date__lte=_years_before(today, youngest))
    if oldest is not None:
        condition &= Q(birth_date__gt=_years_before(today, oldest + 1))
    return condition


def number_range(digits: str) -> tuple[str, str]:
    """The lowest and highest number of 16 digits that begins with ``digits``: a range any index answers."""
    return digits.ljust(16, "0"), digits.ljust(16, "9")


def typed_digits(text: str) -> str:
    """The digits of ``text`` when it is (the beginning of) a number, else empty."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if _DIGITS.fullmatch(digits) else ""


def _narrowed(office: Office, filters: Filters) -> QuerySet[Resident]:
    rows = Resident.objects.filter(office=office)
    if filters.status is not None:
        rows = rows.filter(base_status=filters.status)
    if filters.sex is not None:
        rows = rows.filter(sex=filters.sex)
    if filters.area:
        rows = rows.filter(family__office=office, **{f"family__{name}": value for name, value in filters.area.items()})
    return rows.filter(born_between(office_today(office.timezone), filters.youngest, filters.oldest))


def _matching(rows: QuerySet[Resident], office: Office, text: str) -> list[QuerySet[Resident]]:
    """Lists that together hold what is looked for; one condition with OR across both tables would read them whole."""
    wanted = text.replace("\x00", "").strip()
    if digits := typed_digits(wanted):
        numbers = number_range(digits)
        by_nik = rows.filter(nik__range=numbers)
        by_card = rows.filter(family__office=office, family__no_kk__range=numbers)
        return [by_nik, by_card] if len(digits) >= _SHORTEST_CARD else [by_nik]
    if wanted and len(wanted) < MIN_SEARCH:
        raise InvalidInput({"cari": f"Ketik paling sedikit {MIN_SEARCH} huruf nama, atau NIK."})
    for word in wanted.upper().split()[:_MAX_WORDS]:
        if len(word) < _SHORTEST_PART:
            rows = rows.filter(Q(search_name__startswith=word) | Q(search_name__contains=f" {word}"))
        else:
            rows = rows.filter(search_name__contains=word)
    return [rows]


def _first(office: Office, rows: QuerySet[Resident], limit: int) -> list[Resident]:
    """The ids first, which indexes alone answer, then the whole rows of those few."""
    ids = rows.order_by("search_name", "id").values("pk")[:limit]
    found = Resident.objects.select_related("family").filter(office=office, pk__in=ids)
    return list(found.order_by("search_name", "id"))


def _order(resident: Resident) -> tuple[str, UUID]:
    return resident.search_name, resident.pk


def _beyond(rows: QuerySet[Resident], office: Office, after: str) -> QuerySet[Resident]:
    try:
        last = Resident.objects.filter(office=office, pk=UUID(after)).only("search_name").first()
    except (ValueError, ValidationError) as error:
        raise InvalidInput({"": _WRONG_KEY}) from error
    if last is None:
        raise InvalidInput({"": _WRONG_KEY})
    name = last.search_name
    return rows.filter(Q(search_name__gt=name) | Q(search_name=name, pk__gt=last.pk), search_name__gte=name)


def _years_before(day: date, years: int) -> date:
    """The day ``years`` before; for 29 February the 28th, as somebody born on the 29th grows older on 1 March."""
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
