"""Take an application back, after being asked once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.cancel import cancel as cancel_application
from tatadesa.applications.queries import of_owner
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def cancel(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/batal/``: GET asks, POST cancels."""
    if request.method == "POST":
        cancel_application(account, number)
        messages.success(request, "Permohonan dibatalkan.")
        return HttpResponseRedirect(reverse("portal:application", args=[number]))
    return page(request, "cancel", {"application": of_owner(account, number)})
