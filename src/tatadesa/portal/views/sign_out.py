"""Sign out; the phone forgets everything, as phones are shared."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tatadesa.accounts.actions.sign_out import sign_out as end_session
from tatadesa.notices.actions.unsubscribe import unsubscribe
from tatadesa.portal.access import citizen_of


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """``/keluar/``; ``perangkat`` is this browser's push endpoint: the next user of the phone gets no notice."""
    account = citizen_of(request)
    endpoint = request.POST.get("perangkat", "")
    if account is not None and endpoint:
        unsubscribe(account, endpoint)
    end_session(request)
    response = HttpResponseRedirect(reverse("portal:home"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
