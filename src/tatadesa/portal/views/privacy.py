"""The privacy statement, for everybody."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import NotAllowed
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page
from tatadesa.privacy import queries, statement
from tatadesa.privacy.actions.acknowledge import acknowledge
from tatadesa.privacy.recipients import recipients


@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    """``/privasi/``; a POST of a signed-in citizen notes that this version has been read."""
    account = citizen_of(request)
    if request.method == "POST":
        if account is None:
            raise NotAllowed("Masuk dahulu, lalu tekan tombol ini lagi.")
        acknowledge(account, statement.VERSION)
        return HttpResponseRedirect(reverse("portal:my_data"))
    read = queries.acknowledged(account) if account is not None else []
    context = {
        "sections": (*statement.SECTIONS, recipients(account.citizen.office_id if account is not None else None)),
        "version": statement.VERSION,
        "read": next((row for row in read if row.version == statement.VERSION), None),
        "zone": account.citizen.office.timezone if account is not None else "",
    }
    return page(request, "privacy", context)
