"""All applications of a citizen, newest first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.save_draft import MAX_OPEN_DRAFTS
from tatadesa.applications.queries import list_of_citizen, open_drafts
from tatadesa.feedback.surveys import rateable
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import edition, page

SHOWN_DRAFTS = 3


@require_safe
@citizen_required
def applications(request: HttpRequest, account: Account) -> HttpResponse:
    """``/permohonan/?sesudah=``."""
    after = request.GET.get("sesudah") or None
    found = list_of_citizen(account, after)
    drafts = [] if after else open_drafts(account, MAX_OPEN_DRAFTS)
    return page(
        request,
        "applications",
        {
            "rows": found.rows,
            "rateable": rateable(found.rows),
            "next": found.next,
            "version": edition([*found.rows, *drafts]),
            "drafts": drafts,
            "shown_drafts": SHOWN_DRAFTS,
            "zone": account.citizen.office.timezone,
        },
    )
