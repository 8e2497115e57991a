"""The inbox: what lies at the office, in tabs with counts, narrowed by filters that can be kept under a name."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import inbox
from tatadesa.applications.actions.delete_filter import delete_filter
from tatadesa.applications.actions.save_filter import save_filter
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import BatchRun
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.applications.queries import saved_filters
from tatadesa.catalogue.queries import services_of
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.ids import uuid7
from tatadesa.deliveries.queries import number_of_waybill
from tatadesa.desk.access import staff_required


@dataclass(frozen=True)
class Filter:
    """What part of the inbox is shown; travels in the address, so that a page can be reloaded and shared."""

    wanted: Wanted
    after: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> "Filter":
        """As the address says."""
        return cls(inbox.wanted_in({word: str(given.get(word, "")) for word in given}), given.get("setelah", ""))

    def query(self, *, after: str | None = None, **changes: str) -> str:
        """The address's query of this part, or of the one that differs by ``changes``."""
        wanted = replace(self.wanted, **changes)
        parts = {word: getattr(wanted, name) for name, word in inbox.WORDS.items()}
        parts["setelah"] = self.after if after is None else after
        return urlencode({word: value for word, value in parts.items() if value})


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The whole page."""
    return show(request, staff, Filter.of(request.GET))


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """Counts and list alone, for searching while typing and for live refreshing."""
    wanted = Filter.of(request.GET)
    response = render(request, "desk/views/inbox_list.html", _context(staff, wanted))
    if request.headers.get("HX-Trigger") == "saring":
        # The search form asked: whoever reloads or shares the address gets the list as filtered.
        response.headers["HX-Replace-Url"] = f"{reverse('desk:inbox')}?{wanted.query()}"
    return response


@require_POST
@staff_required
def keep(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/saringan/``: keep the present filters under a name."""
    wanted = Filter.of(request.POST)
    try:
        save_filter(staff, request.POST.get("nama", "").replace("\0", ""), wanted.wanted)
    except InvalidInput as refused:
        return show(request, staff, wanted, refused=refused)
    messages.success(request, "Saringan disimpan. Tekan namanya untuk memakainya lagi.")
    return redirect(f"{reverse('desk:inbox')}?{wanted.query()}")


@require_POST
@staff_required
def forget(request: HttpRequest, staff: StaffMember, filter_id: UUID) -> HttpResponseBase:
    """``/desk/saringan/<id>/hapus/``."""
    delete_filter(staff, filter_id)
    messages.success(request, "Saringan dihapus.")
    return redirect("desk:inbox")


def show(request: HttpRequest, staff: StaffMember, wanted: Filter, refused: InvalidInput | None = None) -> HttpResponse:
    """The page, with what was ``refused`` and everything typed kept."""
    context = _context(staff, wanted)
    context["may_apply"] = may_apply_for_others(staff)
    context["services"] = [(row.slug, row.name) for row in services_of(staff.office) if row.handled_at == staff.office]
    context["dusuns"], context["steps"] = inbox.choices(staff)
    context["ages"] = inbox.AGES
    context["saved"] = [(row, Filter(Wanted(**row.wanted)).query()) for row in saved_filters(staff)]
    context["errors"] = refused.errors if refused else {}
    context["typed"] = request.POST if refused else {}
    context["picked"] = set(request.POST.getlist("pilih")) if refused else set()
    return render(request, "desk/views/inbox.html", context, status=refused.status if refused else 200)


def _by_waybill(staff: StaffMember, wanted: Wanted) -> Wanted:
    """A waybill that is searched for stands for the application whose letter it carries."""
    number = number_of_waybill(staff, wanted.search) if wanted.search else ""
    return replace(wanted, search=number) if number else wanted


def _context(staff: StaffMember, wanted: Filter) -> dict[str, Any]:
    found = inbox.inbox(staff, _by_waybill(staff, wanted.wanted), after=wanted.after or None)
    return {
        "staff": staff,
        "filter": wanted,
        "wanted": wanted.wanted,
        "tabs": inbox.TABS,
        "counts": inbox.counts(staff),
        "cap": inbox.COUNT_CAP,
        "rows": found.rows,
        "next": found.next,
        "moment": now(),
        "zone": staff.office.timezone,
        "verbs": BatchRun.Verb.choices,
        "key": uuid7(),
        "can_batch": wanted.wanted.tab in (inbox.MINE, inbox.OFFICE, inbox.LATE),
    }
