"""Help for every page of the desk, one tap away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.desk.help_topics import TOPICS


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/bantuan/``; each page points at its own topic by ``#key``."""
    return render(request, "desk/views/help.html", {"topics": TOPICS})
