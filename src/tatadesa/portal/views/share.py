"""Photos and PDFs that another app of the phone shares with ours."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tatadesa.applications.queries import open_drafts
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page

SHOWN_DRAFTS = 10


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """``/bagikan/``: where shared files may go; the service worker takes them, see worker.js.

    A POST comes only where there is no worker yet. It carries no token of ours, so nothing of it is read or kept.
    """
    account = citizen_of(request)
    return page(
        request,
        "share",
        {
            "came_without_worker": request.method == "POST",
            "drafts": open_drafts(account, SHOWN_DRAFTS) if account is not None else [],
            "zone": account.citizen.office.timezone if account is not None else "",
        },
    )
