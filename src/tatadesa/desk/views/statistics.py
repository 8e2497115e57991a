"""How many people live in the village: charts that are tables, for the screen and for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.residents import statistics


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """All tables of what the officer may read. Counts only, so no look is logged."""
    counted = statistics.of_office(staff)
    tables = (
        ("dusun", "Dusun", counted.dusun),
        ("pendidikan", "Pendidikan dalam KK", counted.education),
        ("pekerjaan", "Pekerjaan", counted.occupation),
        ("agama", "Agama", counted.religion),
        ("status-kawin", "Status perkawinan", counted.marital_status),
    )
    return render(request, "desk/views/statistics.html", {"counted": counted, "tables": tables, "staff": staff})
