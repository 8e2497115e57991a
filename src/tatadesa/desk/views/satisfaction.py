"""The report of satisfaction: on the screen, for the printer, as PDF, XLSX and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.feedback.ikm import decimal_words
from tatadesa.feedback.paper import paper
from tatadesa.feedback.periods import OWN, Period, choices, own_period, period_of, present
from tatadesa.feedback.permissions import may_read
from tatadesa.feedback.report import FEWEST, Report, report_of
from tatadesa.feedback.sheet import satisfaction_csv, satisfaction_xlsx
from tatadesa.residents.sheets.workbook import CONTENT_TYPE


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/kepuasan/?periode=&dari=&sampai=&layanan=``."""
    today = office_today(staff.office.timezone)
    errors: dict[str, str] = {}
    try:
        period = _period(request, staff)
    except InvalidInput as refused:
        if not may_read(staff):
            raise NotFound from refused
        period, errors = present(today), refused.errors
    report = report_of(staff, period, request.GET.get("layanan", "") if not errors else "")
    context = {
        "report": report,
        "choices": choices(today),
        "chosen": OWN if errors.keys() & {"dari", "sampai"} else period.key,
        "own": OWN,
        "first": request.GET.get("dari", ""),
        "last": request.GET.get("sampai", ""),
        "errors": errors,
        "query": _query(report, period),
        "fewest": FEWEST,
        "desimal": decimal_words,
        "staff": staff,
    }
    return render(request, "desk/views/satisfaction.html", context, status=422 if errors else 200)


@require_safe
@staff_required
def pdf(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The same as a tagged PDF on the office's paper."""
    report = _report(request, staff)
    answer = HttpResponse(paper(report, staff.office), content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, _name(report, "pdf")) or "attachment"  # noqa: FBT003
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@staff_required
def xlsx(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """The tables as a workbook."""
    report = _report(request, staff)
    return attachment(
        _name(report, "xlsx"), StreamingHttpResponse(satisfaction_xlsx(report), content_type=CONTENT_TYPE)
    )


@require_safe
@staff_required
def csv(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """The tables as CSV."""
    report = _report(request, staff)
    body = StreamingHttpResponse(satisfaction_csv(report), content_type="text/csv; charset=utf-8")
    return attachment(_name(report, "csv"), body)


def _report(request: HttpRequest, staff: StaffMember) -> Report:
    return report_of(staff, _period(request, staff), request.GET.get("layanan", ""))


def _period(request: HttpRequest, staff: StaffMember) -> Period:
    key = request.GET.get("periode", "")
    if key == OWN:
        return own_period(request.GET.get("dari", ""), request.GET.get("sampai", ""))
    return period_of(key) if key else present(office_today(staff.office.timezone))


def _query(report: Report, period: Period) -> str:
    asked = {"periode": period.key}
    if period.key == OWN:
        asked |= {"dari": f"{period.first:%Y-%m}", "sampai": f"{period.last:%Y-%m}"}
    if report.service is not None:
        asked["layanan"] = report.service.slug
    return urlencode(asked)


def _name(report: Report, ending: str) -> str:
    return f"kepuasan-{report.period.first:%Y%m}-{report.period.last:%Y%m}.{ending}"
