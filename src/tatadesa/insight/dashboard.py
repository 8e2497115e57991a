"""The figures of one office for its dashboard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.catalogue.models import Service
from tatadesa.catalogue.queries import services_of
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.insight import counting
from tatadesa.insight.durations import Spread, together
from tatadesa.insight.months import cover
from tatadesa.insight.period import Period
from tatadesa.insight.permissions import require_reader, sees_colleagues, sees_own_load
from tatadesa.insight.satisfaction import Satisfaction, satisfaction_of
from tatadesa.offices.models import Office

ELSEWHERE = "Warga desa lain"
NO_HAMLET = "Tanpa dusun"
_WORKERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)


@dataclass(frozen=True)
class ServiceRow:
    """One service: received and finished in the period, after the promise, and how long it took."""

    name: str
    promise: str
    received: int
    finished: int
    late: int
    spread: Spread


@dataclass(frozen=True)
class RunningRow:
    """What of a service is open now, and beyond its promise."""

    name: str
    count: int
    overdue: int


@dataclass(frozen=True)
class StepRow:
    """One step, by the name people see; of all services unless one was chosen."""

    label: str
    spread: Spread


@dataclass(frozen=True)
class Place:
    """A dusun with its RW, or at an agency a village: how many applications came from there."""

    name: str
    count: int
    parts: list[tuple[str, int]]


@dataclass(frozen=True)
class OfficerRow:
    """What an officer holds now, and how many steps the officer finished in the period."""

    name: str
    position: str
    held: int
    finished: int


@dataclass(frozen=True)
class Load:
    """The work by officers: ``rows`` are those the reader may see, ``held`` and ``finished`` of all together."""

    rows: list[OfficerRow]
    officers: int
    held: int
    finished: int


@dataclass(frozen=True)
class Dashboard:
    """All figures of ``period``; rows without any number are left out."""

    period: Period
    services: list[ServiceRow]
    running: list[RunningRow]
    steps: list[StepRow]
    places: list[Place]
    load: Load
    satisfaction: Satisfaction | None
    spread: Spread
    received: int
    finished: int
    late: int


@dataclass(frozen=True)
class Choice:
    """A service the figures can be narrowed to."""

    slug: str
    name: str


@dataclass(frozen=True)
class Catalogue:
    """Names and promises of the services at an office, and those to choose from."""

    choices: list[Choice]
    by_id: Mapping[UUID, tuple[str, str]]
    by_slug: Mapping[str, UUID]

    @classmethod
    def of(cls, office: Office) -> Catalogue:
        """What people can ask for and ``office`` works on; one query."""
        offered = [one for one in services_of(office) if one.handled_at == office]
        return cls(
            [Choice(one.slug, one.name) for one in offered],
            {one.service.pk: (one.name, str(one.version.standard["time"])) for one in offered},
            {one.slug: one.service.pk for one in offered},
        )

    def chosen(self, slug: str) -> UUID | None:
        """The service ``slug``, None for all; raises ``InvalidInput``."""
        if slug and slug not in self.by_slug:
            raise InvalidInput({"layanan": "Layanan ini tidak ada di kantor ini. Pilih dari daftar."})
        return self.by_slug.get(slug)

    def names_of(self, wanted: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
        """Name and promise of each service; those that are closed or no longer offered are looked up."""
        gone = [service_id for service_id in wanted if service_id not in self.by_id]
        rows = Service.objects.filter(pk__in=gone, current__isnull=False).values_list(
            "pk", "current__name", "current__standard__time"
        )
        found = {service_id: (str(name), str(time)) for service_id, name, time in rows} if gone else {}
        return {one: self.by_id.get(one) or found.get(one) or ("Layanan yang dihapus", "") for one in wanted}


def of_office(staff: StaffMember, period: Period, catalogue: Catalogue, service: UUID | None = None) -> Dashboard:
    """The figures that ``staff`` may see, of one ``service`` or of all; raises ``NotAllowed``.

    Six queries, one more where a whole month lies in the period, one more where figures speak of a closed service.
    """
    require_reader(staff)
    office = staff.office
    over = cover(office, period)
    finished = counting.finished(office, over, service)
    received = counting.received(office, over, service)
    running, held = counting.running(office, now(), service)
    work = counting.work(office, over, service)
    names = catalogue.names_of({*finished, *received, *running})
    rows = [
        ServiceRow(*names[one], received.get(one, 0), done.spread.count, done.late, done.spread)
        for one in {**received, **finished}
        for done in (finished.get(one, counting.Finished()),)
    ]
    return Dashboard(
        period=period,
        services=sorted(rows, key=lambda row: (-row.finished, -row.received, row.name)),
        running=sorted(
            (RunningRow(names[one][0], row.count, row.overdue) for one, row in running.items()),
            key=lambda row: (-row.overdue, -row.count, row.name),
        ),
        steps=sorted(
            (StepRow(label, spread) for label, spread in work.by_label.items()),
            key=lambda row: (-row.spread.count, row.label),
        ),
        places=_places(counting.origins(office, over, service)),
        load=_load(staff, held, work.by_officer),
        satisfaction=satisfaction_of(office, period),
        spread=together(*(row.spread for row in rows)),
        received=sum(row.received for row in rows),
        finished=sum(row.finished for row in rows),
        late=sum(row.late for row in rows),
    )


def of_today(staff: StaffMember) -> counting.Today:
    """Counts of today and of what is open now; raises ``NotAllowed``. One query."""
    require_reader(staff)
    zone = staff.office.timezone
    day = office_today(zone)
    return counting.today(staff.office, Period(day, day, "hari", zone), now())


def _places(origins: list[tuple[str | None, str, int]]) -> list[Place]:
    parts: dict[str | None, list[tuple[str, int]]] = {}
    for name, part, count in origins:
        parts.setdefault(name, []).append((part, count))
    found = [
        Place(_place_name(name), sum(count for _, count in rows), [row for row in rows if row[0]])
        for name, rows in parts.items()
    ]
    return sorted(found, key=lambda place: (-place.count, place.name))


def _place_name(name: str | None) -> str:
    return ELSEWHERE if name is None else name or NO_HAMLET


def _load(staff: StaffMember, held: Mapping[UUID, int], finished: Mapping[UUID, int]) -> Load:
    busy = {*held, *finished}
    known = StaffMember.objects.filter(
        Q(pk__in=busy) | Q(office=staff.office_id, account__is_active=True, roles__overlap=list(_WORKERS))
    )
    officers = list(known.only("name", "position").order_by("name", "pk"))
    seen = officers if sees_colleagues(staff) else [one for one in officers if one.pk == staff.pk]
    rows = [OfficerRow(one.name, one.position, held.get(one.pk, 0), finished.get(one.pk, 0)) for one in seen]
    if not (sees_colleagues(staff) or sees_own_load(staff)):
        rows = []
    rows.sort(key=lambda row: (-row.held, -row.finished))
    return Load(rows, len(officers), sum(held.values()), sum(finished.values()))
