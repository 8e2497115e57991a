"""Reads on the history of the register: one person's, and the village's book of a month (buku mutasi penduduk)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.core import keyset
from tatadesa.core.errors import InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import readable

Kind = Mutation.Kind
# What changes how many live in the village; the book shows the rest only when asked.
VITAL: Final = (Kind.BIRTH, Kind.DEATH, Kind.MOVE_IN, Kind.MOVE_OUT)
_WRONG_KEY: Final = "Halaman ini tidak ada. Mulai lagi dari awal daftar."


@dataclass(frozen=True)
class Page:
    """Entries of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Mutation]
    next: str


@dataclass(frozen=True)
class Tally:
    """How many entries of one kind a month has, men and women apart."""

    label: str
    men: int
    women: int

    @property
    def total(self) -> int:
        """Both."""
        return self.men + self.women


def history_of(resident: Resident, after: str = "", limit: int = 10) -> Page:
    """One page of a person's history, newest first. One query. The caller has found the resident through the owner."""
    rows = Mutation.objects.filter(resident=resident)
    if after:
        moment, identity = keyset.decode(after)
        rows = rows.filter(Q(recorded_at__lt=moment) | Q(recorded_at=moment, id__lt=identity), recorded_at__lte=moment)
    found = list(rows.order_by("-recorded_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].recorded_at, shown[-1].pk) if len(found) > limit else "")


def book(staff: StaffMember, month: date, kinds: Sequence[str], after: str = "", limit: int = 100) -> Page:
    """One page of what happened in the month that begins on ``month``, by day; residents and families with it.

    ``after`` is the id of the last entry of the page before. One query, two on later pages.
    """
    rows = _of_month(staff, month).filter(kind__in=kinds).select_related("resident__family")
    if after:
        last = _last(staff, after)
        day = last.happened_on
        rows = rows.filter(Q(happened_on__gt=day) | Q(happened_on=day, pk__gt=last.pk), happened_on__gte=day)
    found = list(rows.order_by("happened_on", "id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, str(shown[-1].pk) if len(found) > limit else "")


def tallies(staff: StaffMember, month: date) -> list[Tally]:
    """How many were born, died, came and left in the month. One query."""
    rows = _of_month(staff, month).filter(kind__in=VITAL).order_by().values_list("kind", "resident__sex")
    counted = {(kind, sex): count for kind, sex, count in rows.annotate(count=Count("id"))}
    return [
        Tally(str(kind.label), counted.get((kind, codes.MALE), 0), counted.get((kind, codes.FEMALE), 0))
        for kind in VITAL
    ]


def _of_month(staff: StaffMember, month: date) -> QuerySet[Mutation]:
    end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = Mutation.objects.filter(readable(staff, "resident__family__"), office=staff.office_id)
    return rows.filter(happened_on__gte=month, happened_on__lt=end)


def _last(staff: StaffMember, key: str) -> Mutation:
    try:
        found = Mutation.objects.filter(office=staff.office_id, pk=UUID(key)).only("happened_on").first()
    except (ValueError, ValidationError) as error:
        raise InvalidInput({"": _WRONG_KEY}) from error
    if found is None:
        raise InvalidInput({"": _WRONG_KEY})
    return found
