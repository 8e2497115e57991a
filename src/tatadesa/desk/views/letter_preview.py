"""The letter as it would be issued now: pages in the request's page, and as PDF."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_office
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.letters.preview import preview_pdf, preview_png

_PRIVATE = {"Cache-Control": "private, no-store"}


@dataclass(frozen=True)
class Preview:
    """How many pages the letter has, or why it cannot be composed."""

    pages: int
    problem: str = ""


def look(staff: StaffMember, application: Application) -> Preview:
    """What the page needs to show the letter of ``application`` as ``staff`` would issue it."""
    try:
        return Preview(len(preview_png(staff, application)))
    except DomainError as error:
        return Preview(0, error.message)


@require_safe
@staff_required
def picture(request: HttpRequest, staff: StaffMember, number: str, page: int) -> HttpResponse:
    """One page of the preview as PNG."""
    application = of_office(staff, number)
    pages = preview_png(staff, application)
    if not 1 <= page <= len(pages):
        raise NotFound
    log_look(staff, application, "pratinjau")
    return HttpResponse(pages[page - 1], content_type="image/png", headers=_PRIVATE)


@require_safe
@staff_required
def pdf(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """The preview as PDF, marked as a draft by letters."""
    application = of_office(staff, number)
    log_look(staff, application, "pratinjau")
    disposition = f'inline; filename="konsep-{application.number}.pdf"'
    content = preview_pdf(staff, application)
    return HttpResponse(
        content, content_type="application/pdf", headers={**_PRIVATE, "Content-Disposition": disposition}
    )
