"""The satisfaction of an office's citizens over a period: sums only, and none of fewer than five people.

What hides single people: a service with fewer than five answers shows nothing; where the services that show nothing
have together fewer than five, the smallest of the others hides too, or the whole minus the rest would give them away.
Remarks carry neither name nor date, and their order is shuffled.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.states import DECIDED_STATES
from tatadesa.catalogue.models import Service
from tatadesa.core.days import Days
from tatadesa.core.errors import NotFound
from tatadesa.feedback import bands
from tatadesa.feedback.elements import COUNT, ELEMENTS, Element
from tatadesa.feedback.ikm import ElementResult, IkmResult, element_of, index_of, sample_size
from tatadesa.feedback.models import SurveyAnswer
from tatadesa.feedback.periods import Period
from tatadesa.feedback.permissions import may_read
from tatadesa.offices.models import Office

FEWEST: Final = 5
_MOST_REMARKS: Final = 200
_SUMS: Final = {f"sum{place}": Sum(f"answers__{place}") for place in range(COUNT)}
_PROFILE: Final = (
    ("sex", "Jenis kelamin", bands.SEXES),
    ("age_band", "Umur", bands.AGES),
    ("education", "Pendidikan", bands.SCHOOLS),
    ("occupation", "Pekerjaan", bands.JOBS),
)


@dataclass(frozen=True)
class ElementRow:
    """An element and how it was answered."""

    element: Element
    result: ElementResult


@dataclass(frozen=True)
class ServiceRow:
    """One service: how many answered, and the index where it may be shown."""

    service_id: UUID
    slug: str
    name: str
    n: int
    result: IkmResult | None


@dataclass(frozen=True)
class Report:
    """``result`` is None while fewer than five answered; then elements, profile and remarks are empty too.

    ``weakest`` are the elements again, the lowest mean first. ``people`` is how many applications were decided in the
    period, ``wanted`` how many answers would be enough for so many.
    """

    period: Period
    service: ServiceRow | None
    n: int
    result: IkmResult | None
    elements: list[ElementRow]
    weakest: list[ElementRow]
    profile: list[tuple[str, list[tuple[str, int]]]]
    services: list[ServiceRow]
    remarks: list[str]
    people: int
    wanted: int


def ikm_of(office: Office, days: Days) -> IkmResult | None:
    """The index of ``office`` in ``days`` by its own calendar; None below five answers.

    One query.
    """
    n, sums = _sums(_given(office, days))
    return index_of(sums, n) if n >= FEWEST else None


def ikm_of_each(office_ids: Collection[UUID], first: datetime, after: datetime) -> dict[UUID, IkmResult]:
    """The same of many offices at once, from the moment ``first`` to just before ``after``; without those below five.

    One query.
    """
    given = SurveyAnswer.objects.filter(office__in=office_ids, at__gte=first, at__lt=after).order_by()
    rows = given.values("office").annotate(n=Count("pk"), **_SUMS)
    found = {row["office"]: index_of(_of_row(row), int(row["n"])) for row in rows if row["n"] >= FEWEST}
    return {office_id: result for office_id, result in found.items() if result is not None}


def report_of(staff: StaffMember, period: Period, slug: str = "") -> Report:
    """The report of the officer's office, whole or of the service ``slug``; five queries at most beside the office.

    Raises ``NotFound`` for roles that do not see it, and for a service nobody has rated in the period.
    """
    if not may_read(staff):
        raise NotFound
    office = staff.office
    given = _given(office, period)
    services = _services(given)
    chosen = next((row for row in services if row.slug == slug), None) if slug else None
    if slug and chosen is None:
        raise NotFound("Layanan ini belum dinilai pada periode itu.")
    if chosen is not None:
        given = given.filter(service=chosen.service_id)
    n, sums = _sums(given)
    is_shown = n >= FEWEST and (chosen is None or chosen.result is not None)
    elements = _elements(sums, n) if is_shown else []
    people = _decided(office, period, chosen)
    return Report(
        period=period,
        service=chosen,
        n=n,
        result=index_of(sums, n) if is_shown else None,
        elements=elements,
        weakest=sorted(elements, key=lambda row: row.result.nrr),
        profile=_profile(given) if is_shown else [],
        services=services,
        remarks=_remarks(given) if is_shown else [],
        people=people,
        wanted=sample_size(people),
    )


def _given(office: Office, days: Days) -> QuerySet[SurveyAnswer]:
    first, after = days.moments(office.timezone)
    return SurveyAnswer.objects.filter(office=office, at__gte=first, at__lt=after).order_by()


def _sums(given: QuerySet[SurveyAnswer]) -> tuple[int, list[int]]:
    row = given.aggregate(n=Count("pk"), **_SUMS)
    return int(row["n"]), _of_row(row)


def _of_row(row: Mapping[str, Any]) -> list[int]:
    return [int(row[name] or 0) for name in _SUMS]


def _elements(sums: Sequence[int], n: int) -> list[ElementRow]:
    found = [(element, element_of(total, n)) for element, total in zip(ELEMENTS, sums, strict=True)]
    return [ElementRow(element, result) for element, result in found if result is not None]


def _services(given: QuerySet[SurveyAnswer]) -> list[ServiceRow]:
    """By name; ``result`` only where it gives nobody away."""
    rows = list(given.values("service").annotate(n=Count("pk"), **_SUMS))
    known = Service.objects.select_related("current").in_bulk([row["service"] for row in rows])
    hidden = _hidden({row["service"]: int(row["n"]) for row in rows})
    found = [
        ServiceRow(
            service_id=row["service"],
            slug=known[row["service"]].slug,
            name=_name(known[row["service"]]),
            n=int(row["n"]),
            result=None if row["service"] in hidden else index_of(_of_row(row), int(row["n"])),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.name)


def _name(service: Service) -> str:
    return service.current.name if service.current is not None else service.slug


def _hidden(counts: Mapping[UUID, int]) -> set[UUID]:
    hidden = {key for key, n in counts.items() if n < FEWEST}
    rest = sorted((n, str(key), key) for key, n in counts.items() if key not in hidden)
    if hidden and rest and sum(counts[key] for key in hidden) < FEWEST:
        hidden.add(rest[0][2])
    return hidden


def _profile(given: QuerySet[SurveyAnswer]) -> list[tuple[str, list[tuple[str, int]]]]:
    """How many of each band, one query for all four; who said nothing is counted as that."""
    names = [name for name, _, _ in _PROFILE]
    counted: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in given.values(*names).annotate(n=Count("pk")):
        for name in names:
            counted[name][row[name] or bands.UNKNOWN] += int(row["n"])
    return [(title, _listed(counted[name], [*labels, bands.UNKNOWN])) for name, title, labels in _PROFILE]


def _listed(counted: Counter[str], labels: Iterable[str]) -> list[tuple[str, int]]:
    return [(label, counted[label]) for label in labels if counted[label]]


def _remarks(given: QuerySet[SurveyAnswer]) -> list[str]:
    """Shuffled anew each time: the order in which they came would tell whose application had just been decided."""
    found = list(given.exclude(remark="").order_by("remark").values_list("remark", flat=True)[:_MOST_REMARKS])
    random.SystemRandom().shuffle(found)
    return found


def _decided(office: Office, period: Period, chosen: ServiceRow | None) -> int:
    first, after = period.moments(office.timezone)
    rows = Application.objects.filter(
        office=office, state__in=DECIDED_STATES, decided_at__gte=first, decided_at__lt=after
    )
    if chosen is not None:
        rows = rows.filter(service=chosen.service_id)
    return rows.count()
