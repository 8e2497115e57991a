"""The offices of a region, for the administrator above them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.administration.models import Batch
from tatadesa.administration.permissions import require_maker
from tatadesa.catalogue.models import Service
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.plain import storable
from tatadesa.offices.models import Office

_AT_ONCE = 50


@dataclass(frozen=True)
class Row:
    """An office below: how far it has come. ``waits`` while its only administrators have never come in."""

    office: Office
    has_begun: bool
    waits: bool
    services: int


@dataclass(frozen=True)
class Page:
    """Offices by code, and the code after which the next page begins (empty at the end)."""

    rows: list[Row]
    next: str


def offices_below(staff: StaffMember, *, after: str = "") -> Page:
    """One page of the offices in the maker's region, by code. Three queries. Raises ``NotFound``."""
    found = list(_below(staff).filter(code__gt=storable(after)[:40]).order_by("code")[: _AT_ONCE + 1])
    shown = found[:_AT_ONCE]
    people = StaffMember.objects.filter(office__in=shown, roles__contains=[Role.ADMINISTRATOR], account__is_active=True)
    came_in = dict.fromkeys((office.pk for office in shown), False)
    asked = set()
    for office_id, temporary in people.values_list("office", "account__temporary_until"):
        asked.add(office_id)
        came_in[office_id] |= temporary is None
    published = list(Service.objects.filter(office__in=shown, current__isnull=False).values_list("office", flat=True))
    rows = [
        Row(office, came_in[office.pk], office.pk in asked and not came_in[office.pk], published.count(office.pk))
        for office in shown
    ]
    return Page(rows, shown[-1].code if len(found) > _AT_ONCE else "")


def first_administrator(staff: StaffMember, code: str) -> StaffMember:
    """The administrator of the office ``code`` below, while nobody has come in; raises ``NotFound``, ``Conflict``."""
    office = _below(staff).filter(code=storable(code)).first()
    if office is None:
        raise NotFound
    people = StaffMember.objects.select_related("account", "office").filter(office=office, account__is_active=True)
    people = people.filter(roles__contains=[Role.ADMINISTRATOR])
    if people.filter(account__temporary_until=None).exists():
        raise Conflict("Administrator kantor ini sudah masuk dengan kata sandinya sendiri.")
    first = people.order_by("pk").first()
    if first is None:
        raise NotFound
    return first


def batches_of(staff: StaffMember, limit: int = 20) -> list[Batch]:
    """The latest sheets of the own office, without their rows. One query. Raises ``NotFound``."""
    require_maker(staff)
    rows = Batch.objects.filter(office=staff.office_id).select_related("started_by").defer("rows", "sealed")
    return list(rows.order_by("-created_at", "-id")[:limit])


def batch_of(staff: StaffMember, batch_id: UUID) -> Batch:
    """A sheet of the own office; raises ``NotFound``. One query."""
    require_maker(staff)
    rows = Batch.objects.filter(office=staff.office_id).select_related("started_by", "shown_to")
    found = rows.filter(pk=batch_id).first()
    if found is None:
        raise NotFound
    return found


def _below(staff: StaffMember) -> QuerySet[Office]:
    require_maker(staff)
    own = staff.office
    inside = Q(region=own.region_id) | Q(region__code__startswith=f"{own.region_id}.")
    return Office.objects.filter(inside).exclude(pk=own.pk)
