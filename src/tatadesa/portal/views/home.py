"""The first page: what is under way and what can be asked for; for visitors, what this is and which village."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import open_drafts, running_of_citizen
from tatadesa.applications.states import State
from tatadesa.catalogue.queries import services_of
from tatadesa.core.clock import office_today
from tatadesa.offices.queries import villages
from tatadesa.portal.access import citizen_of, must_change_pin
from tatadesa.portal.pages import edition, page
from tatadesa.portal.progress import progress

SHOWN_DRAFTS = 2
SHOWN_SERVICES = 6
SHOWN_VILLAGES = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """``/``."""
    if must_change_pin(request):
        return HttpResponseRedirect(reverse("portal:change_pin"))
    account = citizen_of(request)
    return _welcome(request) if account is None else _own(request, account)


def _own(request: HttpRequest, account: Account) -> HttpResponse:
    office = account.citizen.office
    running = sorted(running_of_citizen(account), key=lambda row: row.state != State.CORRECTION)
    services = services_of(office)
    drafts = open_drafts(account, SHOWN_DRAFTS + 1)
    return page(
        request,
        "home",
        {
            "running": [(row, progress(row, office.timezone)) for row in running],
            "version": edition([*running, *drafts]),
            "drafts": drafts[:SHOWN_DRAFTS],
            "more_drafts": len(drafts) > SHOWN_DRAFTS,
            "services": services[:SHOWN_SERVICES],
            "more_services": len(services) > SHOWN_SERVICES,
            "office": office,
            "today": office_today(office.timezone),
        },
    )


def _welcome(request: HttpRequest) -> HttpResponse:
    search, wanted = request.GET.get("cari", "").strip()[:60], request.GET.get("layanan", "")
    wanted = wanted if re.fullmatch(r"[-a-z0-9_]{1,80}", wanted) else ""
    found = villages().select_related("region__parent__parent")
    if search:
        found = found.filter(name__icontains=search)
    rows = list(found[: SHOWN_VILLAGES + 1])
    return page(
        request,
        "welcome",
        {
            "villages": rows[:SHOWN_VILLAGES],
            "more_villages": len(rows) > SHOWN_VILLAGES,
            "search": search,
            "wanted": wanted,
        },
    )
