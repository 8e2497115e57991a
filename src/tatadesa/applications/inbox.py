"""What lies at an office, in tabs, narrowed by service, hamlet, step, age and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import readable
from tatadesa.applications.queries import Page, list_rows, page_of
from tatadesa.applications.states import FINAL_STATES, OPEN_STATES, State
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.core.ids import normalise_code

COUNT_CAP = 999
MINE, OFFICE, CITIZEN, AGENCY, LATE, DONE, ALL = (
    "tugas",
    "kantor",
    "warga",
    "instansi",
    "terlambat",
    "selesai",
    "semua",
)
TABS = {
    MINE: "Tugas saya",
    OFFICE: "Di kantor",
    CITIZEN: "Menunggu warga",
    AGENCY: "Menunggu instansi",
    LATE: "Terlambat",
    DONE: "Selesai",
    ALL: "Semua",
}
AGES = {"1": "lebih dari 1 hari", "3": "lebih dari 3 hari", "7": "lebih dari 1 minggu", "30": "lebih dari 1 bulan"}
"""Days since submission by which a list can be narrowed."""
NEWEST_FIRST = (DONE, ALL)
_AT_OFFICE = (State.SUBMITTED, State.IN_REVIEW, State.APPROVED)
_MOST_CHOICES = 60


WORDS = {
    "tab": "tab",
    "service": "layanan",
    "dusun": "dusun",
    "step": "tahap",
    "age": "umur",
    "search": "cari",
}
"""How the parts of ``Wanted`` are called in the address of a list."""
_LONGEST_WORD = 80


@dataclass(frozen=True)
class Wanted:
    """Which part of the inbox: a tab, and what narrows it. ``service`` is a slug, ``step`` a label, ``age`` in days.

    ``search`` is a number, a NIK or part of a name.
    """

    tab: str = MINE
    service: str = ""
    dusun: str = ""
    step: str = ""
    age: str = ""
    search: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Something besides the tab narrows it."""
        return bool(self.service or self.dusun or self.step or self.age or self.search)


def wanted_in(given: Mapping[str, str]) -> Wanted:
    """The part of the inbox that an address with these parameters shows; without a tab, one's own work."""
    parts = {name: given.get(word, "").replace("\0", "").strip()[:_LONGEST_WORD] for name, word in WORDS.items()}
    return Wanted(**{**parts, "tab": parts["tab"] or MINE})


def inbox(staff: StaffMember, wanted: Wanted, *, after: str | None = None, limit: int = 25) -> Page:
    """One page of the office's requests: open tabs oldest first, closed ones newest first."""
    rows = list_rows().filter(part(staff, wanted))
    return page_of(rows, newest_first=wanted.tab in NEWEST_FIRST, after=after, limit=limit)


def numbers_in(staff: StaffMember, wanted: Wanted, limit: int) -> list[tuple[str, int]]:
    """(number, length of its history) of the first ``limit`` requests of a list, in its order."""
    ways = ("-submitted_at", "-id") if wanted.tab in NEWEST_FIRST else ("submitted_at", "id")
    rows = Application.objects.filter(part(staff, wanted)).order_by(*ways)
    return list(rows.values_list("number", "event_count")[:limit])


def counts(staff: StaffMember) -> dict[str, int]:
    """How many lie in each open tab, counted up to ``COUNT_CAP`` + 1 so that the cost has a bound. One query."""
    tabs = [tab for tab in TABS if tab not in NEWEST_FIRST]
    parts: list[str] = []
    values: list[Any] = []
    for tab in tabs:
        rows = Application.objects.filter(part(staff, Wanted(tab))).order_by()
        try:
            sql, parameters = rows.values("pk")[: COUNT_CAP + 1].query.sql_with_params()
        except EmptyResultSet:  # somebody who may see nothing
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS t)")  # noqa: S608 - built by the ORM, values stay parameters
        values.extend(parameters)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        row: tuple[Any, ...] = cursor.fetchone() or ()
    return dict(zip(tabs, (int(count) for count in row), strict=True))


def choices(staff: StaffMember) -> tuple[list[str], list[str]]:
    """The hamlets and the steps that open requests of the office are in, each by name."""
    rows = Application.objects.filter(readable(staff), office=staff.office_id, state__in=OPEN_STATES)
    return _each_once(rows, "dusun"), _each_once(rows, "turn_label")


def _each_once(rows: QuerySet[Application], column: str) -> list[str]:
    """What stands in a column, but the empty word. One look into its index per word, where DISTINCT reads every row."""
    words = rows.order_by(column).values(column)
    try:
        first, values = words.filter(**{f"{column}__gt": ""})[:1].query.sql_with_params()
        following, more = words.filter(**{f"{column}__gt": RawSQL("found.word", ())})[:1].query.sql_with_params()
    except EmptyResultSet:  # somebody who may see nothing
        return []
    found = f"({first}) UNION ALL SELECT ({following}) FROM found WHERE word IS NOT NULL"  # noqa: S608 - as in counts
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found (word) AS ({found}) SELECT word FROM found WHERE word IS NOT NULL LIMIT %s",  # noqa: S608
            (*values, *more, _MOST_CHOICES),
        )
        return [str(word) for (word,) in cursor.fetchall()]


def part(staff: StaffMember, wanted: Wanted) -> Q:
    """Of all applications, those of this part of the officer's inbox; raises ``NotFound`` for a part there is not."""
    if wanted.tab not in TABS or (wanted.age and wanted.age not in AGES):
        raise NotFound
    rows = Q(readable(staff), _tab(staff, wanted.tab), office=staff.office_id)
    if wanted.service:
        rows &= Q(service__slug=wanted.service)
    if wanted.dusun:
        rows &= Q(dusun=wanted.dusun)
    if wanted.step:
        rows &= Q(turn_label=wanted.step)
    if wanted.age:
        rows &= Q(submitted_at__lt=now() - timedelta(days=int(wanted.age)))
    if wanted.search.strip():
        rows &= _search(wanted.search.strip())
    return rows


def _tab(staff: StaffMember, tab: str) -> Q:
    match tab:
        case "tugas":
            in_turn = Q(turn_roles__overlap=[str(role) for role in staff.current_roles])
            return Q(in_turn, Q(taken_by=staff.pk) | Q(taken_by=None), state__in=_AT_OFFICE)
        case "kantor":
            return Q(state__in=_AT_OFFICE)
        case "instansi":
            return Q(open_referrals__gt=0, state__in=_AT_OFFICE)
        case "warga":
            return Q(state=State.CORRECTION) | Q(state__in=_AT_OFFICE, awaits_reply_since__isnull=False)
        case "terlambat":
            moment = now()
            return Q(Q(due_at__lt=moment) | Q(turn_due_at__lt=moment), state__in=_AT_OFFICE)
        case "selesai":
            return Q(state__in=FINAL_STATES)
        case _:
            return Q()


def _search(text: str) -> Q:
    if re.fullmatch(r"[0-9]{16}", text):
        return Q(resident__nik=text)
    by_name = Q(applicant_name__icontains=text)
    return by_name | Q(number=normalise_code(text)) if len(text) >= 8 else by_name
