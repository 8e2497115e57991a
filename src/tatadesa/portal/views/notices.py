"""What has happened lately."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.notices.actions.mark_read import mark_read
from tatadesa.notices.models import Notice
from tatadesa.notices.queries import recent
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def notices(request: HttpRequest, account: Account) -> HttpResponse:
    """``/pemberitahuan/?sesudah=``; POST marks as read what the page showed (``kabar``), not what came in since."""
    if request.method == "POST":
        mark_read(account, [parse_key(text) for text in request.POST.getlist("kabar")])
        return HttpResponseRedirect(reverse("portal:notices"))
    found = recent(account, request.GET.get("sesudah") or None)
    return page(
        request,
        "notices",
        {
            "rows": found.rows,
            "next": found.next,
            "any_unread": any(row.state != Notice.State.READ for row in found.rows),
            "zone": account.citizen.office.timezone,
        },
    )
