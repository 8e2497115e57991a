"""What a citizen thinks of how an application was handled: nine questions, once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_citizen
from tatadesa.core.errors import InvalidInput
from tatadesa.feedback.actions.rate import MAX_REMARK, rate
from tatadesa.feedback.elements import ELEMENTS
from tatadesa.feedback.surveys import answers_in_words, standing
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page

_LABELS = {element.key: (f"f-{element.key}-1", element.question.rstrip("?")) for element in ELEMENTS}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def rating(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/penilaian/``: the questions, or what was given."""
    application = of_citizen(account, number)
    if request.method != "POST":
        return _show(request, account, application, {"profil": "1"}, {})
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in (*_LABELS, "saran", "profil")}
    try:
        rate(account, number, typed, remark=typed["saran"], with_profile=typed["profil"] == "1")
    except InvalidInput as error:
        return _show(request, account, application, typed, error.errors)
    messages.success(request, "Terima kasih. Penilaian Anda membantu kantor memperbaiki pelayanan.")
    return HttpResponseRedirect(reverse("portal:application", args=[number]))


def _show(
    request: HttpRequest, account: Account, application: Application, typed: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    stands = standing(account, application)
    context: dict[str, Any] = {
        "application": application,
        "stands": stands,
        "given": answers_in_words(stands.own) if stands.own is not None else [],
        "elements": ELEMENTS,
        "typed": typed,
        "errors": errors,
        "labels": {**_LABELS, "saran": ("f-saran", "Saran")},
        "longest": MAX_REMARK,
        "zone": application.office.timezone,
    }
    return page(request, "rating", context, status=422 if errors else 200)
