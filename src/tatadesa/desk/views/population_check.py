"""Compare a resident with Dukcapil: agrees or not, element by element. What Dukcapil has is never shown."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.residents.actions.check_population import PURPOSES, check_population
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.population import is_on
from tatadesa.residents.ports import SourceAnswer, SourceStatus
from tatadesa.residents.queries import resident_of_office

FIELD_WORDS = {
    "name": "Nama",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "no_kk": "Nomor KK",
    "mother_name": "Nama ibu",
}
STATUS_WORDS = {
    SourceStatus.MATCHED: "Cocok",
    SourceStatus.NOT_MATCHED: "Ada yang tidak cocok",
    SourceStatus.NOT_FOUND: "NIK tidak ditemukan",
    SourceStatus.DECEASED: "Meninggal dunia",
    SourceStatus.DUPLICATE: "Data ganda",
    SourceStatus.INACTIVE: "Data tidak aktif",
    SourceStatus.UNAVAILABLE: "Belum ada jawaban",
    SourceStatus.OFF: "Dukcapil tidak dipakai",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """Ask for the purpose, then say the result. Nothing of it is kept, so it is the answer of the POST itself."""
    resident = resident_of_office(staff, resident_id)
    require_editor(staff)
    answer: SourceAnswer | None = None
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            answer = check_population(staff, resident_id, request.POST.get("keperluan", ""))
        except InvalidInput as refused:
            errors = refused.errors
    else:
        record_look(
            office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose="halaman cek Dukcapil"
        )
    context = {
        "resident": resident,
        "answer": answer,
        "headline": STATUS_WORDS[answer.status] if answer else "",
        "results": [(FIELD_WORDS[name], agrees) for name, agrees in answer.fields.items()] if answer else [],
        "is_on": is_on(staff.office),
        "purposes": PURPOSES,
        "chosen": request.POST.get("keperluan", ""),
        "errors": errors,
    }
    return render(request, "desk/views/population_check.html", context, status=422 if errors else 200)
