"""The dashboard: what lies at the office today, and what became of the applications of a period."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.insight import dashboard
from tatadesa.insight.period import KINDS, OWN, USUAL, Period, period_of, read_period
from tatadesa.insight.permissions import may_compare, require_reader, sees_colleagues
from tatadesa.insight.sheets import Sheet, tables_of_dashboard, written

_NAMES = ("jangka", "dari", "sampai", "layanan", "urut")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: as it was typed, the period it means, and what is wrong with it."""

    typed: dict[str, str]
    period: Period
    errors: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest, staff: StaffMember) -> "Asked":
        """The period of the address; where it cannot be, the usual one with the errors."""
        typed = {name: request.GET.get(name, "").replace("\0", "").strip()[:60] for name in _NAMES}
        zone = staff.office.timezone
        today = office_today(zone)
        try:
            return cls(typed, read_period(typed, today, zone), {})
        except InvalidInput as error:
            return cls(typed, period_of(USUAL, today, zone), error.errors)

    def query(self, **changes: str) -> str:
        """The address's query of these figures, or of those that differ by ``changes``."""
        days = ("dari", "sampai") if self.period.kind == OWN else ("jangka",)
        kept = {name: self.typed[name] for name in (*days, "layanan", "urut")}
        if "jangka" in changes:
            kept |= {"dari": "", "sampai": ""}
        return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/dasbor/?jangka=&dari=&sampai=&layanan=``. Counts only, so no look is logged."""
    require_reader(staff)
    asked = Asked.of(request, staff)
    catalogue = dashboard.Catalogue.of(staff.office)
    service = None
    try:
        service = catalogue.chosen(asked.typed["layanan"])
    except InvalidInput as error:
        asked.errors.update(error.errors)
    context = {
        "staff": staff,
        "asked": asked,
        "kinds": KINDS,
        "choices": catalogue.choices,
        "counted": dashboard.of_office(staff, asked.period, catalogue, service),
        "today": dashboard.of_today(staff),
        "may_compare": may_compare(staff),
        "sees_colleagues": sees_colleagues(staff),
    }
    return render(request, "desk/views/dashboard.html", context, status=422 if asked.errors else 200)


@require_safe
@staff_required
def today(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The counts of today alone, for live refreshing."""
    return render(request, "desk/views/dashboard_today.html", {"today": dashboard.of_today(staff)})


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, kind: str) -> HttpResponseBase:
    """``/desk/dasbor/unduh.csv`` and ``.xlsx``: the tables of the page; raises ``InvalidInput``."""
    require_reader(staff)
    asked = Asked.of(request, staff)
    if asked.errors:
        raise InvalidInput(asked.errors, " ".join(asked.errors.values()))
    catalogue = dashboard.Catalogue.of(staff.office)
    counted = dashboard.of_office(staff, asked.period, catalogue, catalogue.chosen(asked.typed["layanan"]))
    return handed_out(written(tables_of_dashboard(counted), kind), "dasbor", staff, asked.period, kind)


def handed_out(sheet: Sheet, what: str, staff: StaffMember, period: Period, kind: str) -> StreamingHttpResponse:
    """``sheet`` as a file whose name says whose figures of which days it holds."""
    name = f"{what}-{staff.office.code}-{period.first.isoformat()}-{period.last.isoformat()}.{kind}"
    return attachment(name, StreamingHttpResponse(sheet.content, content_type=sheet.content_type))
