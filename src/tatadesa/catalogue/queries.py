"""Reads on services; they start at the office that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.search import Found, find
from tatadesa.core.errors import NotFound
from tatadesa.offices.models import Office

MAX_SERVICES = 300
_NOT_HERE = "Layanan ini tidak ada di kantor ini."


class Category(NamedTuple):
    """Services under one heading."""

    name: str
    services: list[Offered]


@dataclass(frozen=True)
class Listed:
    """A service in the office's own list, also one that is closed, switched off or not yet published.

    ``offered`` is None before the first publication; ``has_draft`` says that a version waits in the builder.
    """

    service: Service
    name: str
    offered: Offered | None
    has_draft: bool


def services_of(home: Office, search: str = "") -> list[Offered]:
    """What people can ask for at ``home``: its own open services in its order, then those offered to it; one query.

    Of ``search`` every word must fit, see ``search.find``. ``form``, ``letter`` and ``workflow`` are not read: lists
    do not need them.
    """
    return find_services(home, search).services


def find_services(home: Office, search: str) -> Found:
    """The same, and what comes near when nothing fits."""
    rows = _rows(home).filter(is_open=True, current__isnull=False)
    rows = rows.defer("current__form", "current__letter", "current__workflow")
    shown = [_offered(service, home) for service in _unclashed(rows[:MAX_SERVICES], home)]
    return find([offered for offered in shown if not offered.is_off], search)


def service_of(home: Office, slug: str) -> Offered:
    """A service at ``home`` with its whole published version; raises ``NotFound``. One query.

    Also one that is closed or switched off: ``Offered.closed`` says so, and drafts on it can still be read.
    """
    found = _unclashed(_rows(home).filter(slug=slug, current__isnull=False), home)
    if not found:
        raise NotFound(_NOT_HERE)
    return _offered(found[0], home)


def offer_of(home: Office, service: Service) -> Offered | None:
    """How ``home`` offers ``service`` now; None when it does not show it at all."""
    heavy = ("current__form", "current__letter", "current__workflow", "current__requirements")
    found = _rows(home).filter(pk=service.pk, current__isnull=False).defer(*heavy).first()
    return _offered(found, home) if found is not None else None


def published(office: Office, slug: str) -> ServiceVersion:
    """The published version of a service that ``office`` owns; raises ``NotFound``."""
    service = Service.objects.filter(office=office, slug=slug, current__isnull=False).select_related("current").first()
    if service is None or service.current is None:
        raise NotFound(_NOT_HERE)
    service.current.service, service.current.office = service, office
    return service.current


def list_of_office(office: Office) -> list[Listed]:
    """Every service that ``office`` owns or could show, its own first; two queries."""
    waiting = ServiceVersion.objects.filter(published_at=None).only("service_id", "name")
    rows = _rows(office).filter(Q(office=office) | Q(is_open=True, current__isnull=False))
    rows = rows.defer("current__form", "current__letter", "current__workflow")
    rows = rows.prefetch_related(Prefetch("versions", waiting, to_attr="waiting"))
    return [_listed(service, office) for service in _unclashed(rows[:MAX_SERVICES], office)]


def group_by_category(services: Iterable[Offered]) -> list[Category]:
    """``services`` under their headings; headings and services keep the order they came in."""
    groups: dict[str, list[Offered]] = {}
    for offered in services:
        groups.setdefault(offered.service.category, []).append(offered)
    return [Category(name, members) for name, members in groups.items()]


def regions_above(office: Office) -> list[str]:
    """The codes of the office's region and all around it: ``33``, ``33.02``, … ."""
    parts = office.region_id.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def _rows(home: Office) -> QuerySet[Service]:
    """The services of ``home`` and, for a village, those offered to it, with what it chose about each."""
    shown = Q(office=home)
    if home.is_village:
        shown |= Q(offered_to__in=regions_above(home), office__is_active=True)
    return (
        Service.objects.filter(shown)
        .annotate(choice=FilteredRelation("at_offices", condition=Q(at_offices__office=home)))
        .annotate(texts_here=F("choice__texts"), is_off_here=F("choice__is_off"))
        .select_related("current", "office")
        .order_by("position", "slug", "pk")
    )


def _unclashed(services: Iterable[Service], home: Office) -> list[Service]:
    """One service for each address: the own one, else that of the nearest office. Own ones come first."""
    nearest: dict[str, Service] = {}
    ranked = sorted(services, key=lambda service: (service.office_id != home.pk, -len(service.office.region_id)))
    for service in ranked:
        nearest.setdefault(service.slug, service)
    return sorted(nearest.values(), key=lambda service: (service.office_id != home.pk, service.position, service.slug))


def _offered(service: Service, home: Office) -> Offered:
    version = service.current
    assert version is not None  # noqa: S101 - the query asked for it
    version.service, version.office = service, service.office
    return Offered(version, home, service.texts_here or {}, bool(service.is_off_here))  # type: ignore[attr-defined]


def _listed(service: Service, office: Office) -> Listed:
    offered = _offered(service, office) if service.current is not None else None
    waiting: list[ServiceVersion] = service.waiting if service.office_id == office.pk else []  # type: ignore[attr-defined]
    name = offered.name if offered is not None else waiting[0].name if waiting else service.slug
    return Listed(service, name, offered, bool(waiting))
