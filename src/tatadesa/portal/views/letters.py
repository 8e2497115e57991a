"""The letters a citizen has received."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.core.clock import office_today
from tatadesa.core.errors import NotFound
from tatadesa.files.serving import response
from tatadesa.letters.giving_back import signed_file_of
from tatadesa.letters.models import Letter
from tatadesa.letters.queries import letter_of_citizen, of_citizen
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_safe
@citizen_required
def letters(request: HttpRequest, account: Account) -> HttpResponse:
    """``/surat/?sesudah=``."""
    found = of_citizen(account, request.GET.get("sesudah") or None)
    rows = [(letter, _is_over(letter)) for letter in found.rows]
    return page(request, "letters", {"letters": rows, "next": found.next})


@require_safe
@citizen_required
def letter(request: HttpRequest, account: Account, letter_id: UUID) -> HttpResponseBase:
    """``/surat/<uuid>.pdf``."""
    found = letter_of_citizen(account, letter_id)
    return response(found.file, download=True, name=f"{found.subject}.pdf")


@require_safe
@citizen_required
def signed_above(request: HttpRequest, account: Account, letter_id: UUID) -> HttpResponseBase:
    """``/surat/<uuid>/kecamatan.pdf``: with the kecamatan's signature."""
    found = letter_of_citizen(account, letter_id)
    file = signed_file_of(found) if found.state == Letter.State.ISSUED else None
    if file is None:
        raise NotFound("Surat ini belum kembali dari kecamatan.")
    return response(file, download=True, name=f"{found.subject} (kecamatan).pdf")


def _is_over(letter: Letter) -> bool:
    return letter.valid_until is not None and letter.valid_until < office_today(letter.office.timezone)
