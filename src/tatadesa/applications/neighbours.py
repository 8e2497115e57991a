"""The requests before and after one in the inbox as it was filtered, and what else the family has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import inbox
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import readable
from tatadesa.core.access_log import record_looks
from tatadesa.core.errors import NotFound
from tatadesa.residents.models import Resident

MAX_QUERY = 400
_EARLIER = 10


@dataclass(frozen=True)
class Neighbours:
    """Public numbers, empty at the ends of the list."""

    previous: str = ""
    next: str = ""


def neighbours(staff: StaffMember, application: Application, listed: str) -> Neighbours:
    """Before and after ``application`` in the list whose address has the query ``listed``; two queries by key.

    An unknown list has no neighbours. The request itself need not be in the list any more: its place is.
    """
    if not listed or len(listed) > MAX_QUERY:
        return Neighbours()
    wanted = inbox.wanted_in(dict(parse_qsl(listed)))
    try:
        rows = Application.objects.filter(inbox.part(staff, wanted))
    except NotFound:
        return Neighbours()
    older, newer = _beside(rows, application, "lt"), _beside(rows, application, "gt")
    return Neighbours(newer, older) if wanted.tab in inbox.NEWEST_FIRST else Neighbours(older, newer)


def earlier(staff: StaffMember, application: Application) -> list[Application]:
    """The latest requests of the applicant and the family at the officer's office; looks at others are logged."""
    resident = Resident.objects.filter(pk=application.resident_id)
    family = Resident.objects.filter(family__in=resident.values("family"))
    rows = Application.objects.filter(readable(staff), office=staff.office_id, resident__in=family.values("pk"))
    shown = ("number", "state", "applicant_name", "submitted_at", "version__name", "resident_id")
    found = rows.exclude(pk=application.pk).select_related("version").only(*shown)
    listed = list(found.order_by("-submitted_at", "-id")[:_EARLIER])
    others = {row.resident_id for row in listed} - {application.resident_id}
    if others:
        record_looks(office_id=staff.office_id, actor_id=staff.pk, resident_ids=others, purpose="permohonan keluarga")
    return listed


def _beside(rows: QuerySet[Application], application: Application, beyond: str) -> str:
    moment, identity = application.submitted_at, application.pk
    place = Q(**{f"submitted_at__{beyond}": moment}) | Q(**{"submitted_at": moment, f"id__{beyond}": identity})
    order = ("-submitted_at", "-id") if beyond == "lt" else ("submitted_at", "id")
    # The second condition is implied by the first, but lets the index begin at the key.
    there = rows.filter(place, **{f"submitted_at__{beyond}e": moment}).order_by(*order)
    return there.values_list("number", flat=True).first() or ""
