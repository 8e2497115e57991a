"""All applications of a citizen, newest first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import list_of_citizen, open_drafts
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_safe
@citizen_required
def applications(request: HttpRequest, account: Account) -> HttpResponse:
    """``/permohonan/?sesudah=``."""
    after = request.GET.get("sesudah") or None
    found = list_of_citizen(account, after)
    return page(
        request,
        "applications",
        {
            "rows": found.rows,
            "next": found.next,
            "drafts": [] if after else open_drafts(account),
            "zone": account.citizen.office.timezone,
        },
    )
