"""The letters this office has issued: list, file, withdrawal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.acts import answer, typed
from tatadesa.files import serving
from tatadesa.letters import queries
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.giving_back import signed_file_of


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The list, newest first."""
    after = request.GET.get("setelah", "")
    found = queries.of_office(staff, after or None)
    context = {"letters": found.rows, "after": after, "next": found.next}
    return render(request, "desk/views/letters.html", context)


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, letter_id: UUID) -> HttpResponseBase:
    """The letter as it was issued."""
    letter = queries.letter_of_office(staff, letter_id)
    log_look(staff, letter.application, "surat")
    return serving.response(letter.file, download=True)


@require_safe
@staff_required
def signed_above(request: HttpRequest, staff: StaffMember, letter_id: UUID) -> HttpResponseBase:
    """The letter as it came back from the kecamatan."""
    letter = queries.letter_of_office(staff, letter_id)
    file = signed_file_of(letter)
    if file is None:
        raise NotFound("Surat ini belum kembali dari kecamatan.")
    log_look(staff, letter.application, "surat")
    return serving.response(file, download=True)


@require_POST
@staff_required
def withdraw_it(request: HttpRequest, staff: StaffMember, letter_id: UUID) -> HttpResponseBase:
    """Withdraw a letter, with a reason; the form is on the request's page, and so is the answer."""
    number = queries.letter_of_office(staff, letter_id).application.number

    def act(seen: int) -> str:
        letter = withdraw(staff, letter_id, reason=typed(request, "reason"))
        return f"Surat {letter.number} dicabut. Nomornya tetap tercatat."

    return answer(request, staff, number, "cabut", act)
