"""The letters a citizen has received."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.files.serving import response
from tatadesa.letters.queries import letter_of_citizen, of_citizen
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_safe
@citizen_required
def letters(request: HttpRequest, account: Account) -> HttpResponse:
    """``/surat/?sesudah=``."""
    found = of_citizen(account, request.GET.get("sesudah") or None)
    return page(request, "letters", {"letters": found.rows, "next": found.next})


@require_safe
@citizen_required
def letter(request: HttpRequest, account: Account, letter_id: UUID) -> HttpResponseBase:
    """``/surat/<uuid>.pdf``."""
    found = letter_of_citizen(account, letter_id)
    return response(found.file, download=True, name=f"{found.subject}.pdf")
