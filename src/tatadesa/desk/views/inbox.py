"""The inbox: what lies at the office, in tabs with counts."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications import queries
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.catalogue.queries import services_of
from tatadesa.core.clock import now
from tatadesa.desk.access import staff_required

MAX_SEARCH = 80


@dataclass(frozen=True)
class Filter:
    """What part of the inbox is shown; travels in the address, so that a page can be reloaded and shared."""

    tab: str
    service: str
    search: str
    after: str

    @classmethod
    def of(cls, request: HttpRequest, staff: StaffMember) -> "Filter":
        """As the address says; without one, the tab where the person's own work waits."""
        own = "terbit" if staff.has_role(Role.SEKDES, Role.KADES) else "baru"
        given = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("tab", "layanan", "cari")}
        return cls(
            tab=given["tab"] or own,
            service=given["layanan"][:MAX_SEARCH],
            search=given["cari"][:MAX_SEARCH],
            after=request.GET.get("setelah", ""),
        )

    def query(self, **changes: str) -> str:
        """The address's query of this part, or of the one that differs by ``changes``."""
        wanted = replace(self, **changes)
        parts = {"tab": wanted.tab, "layanan": wanted.service, "cari": wanted.search, "setelah": wanted.after}
        return urlencode({name: value for name, value in parts.items() if value})


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The whole page."""
    context = _context(staff, Filter.of(request, staff))
    context["may_apply"] = may_apply_for_others(staff)
    context["services"] = [(row.slug, row.name) for row in services_of(staff.office) if row.handled_at == staff.office]
    return render(request, "desk/views/inbox.html", context)


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """Counts and list alone, for searching while typing and for live refreshing."""
    wanted = Filter.of(request, staff)
    response = render(request, "desk/views/inbox_list.html", _context(staff, wanted))
    if request.headers.get("HX-Trigger") == "saring":
        # The search form asked: whoever reloads or shares the address gets the list as filtered.
        response.headers["HX-Replace-Url"] = f"{reverse('desk:inbox')}?{wanted.query()}"
    return response


def _context(staff: StaffMember, wanted: Filter) -> dict[str, Any]:
    found = queries.inbox(
        staff,
        tab=wanted.tab,
        service=wanted.service or None,
        search=wanted.search,
        after=wanted.after or None,
    )
    return {
        "staff": staff,
        "filter": wanted,
        "tabs": queries.INBOX_TABS,
        "counts": queries.inbox_counts(staff),
        "cap": queries.COUNT_CAP,
        "rows": found.rows,
        "next": found.next,
        "moment": now(),
        "zone": staff.office.timezone,
    }
