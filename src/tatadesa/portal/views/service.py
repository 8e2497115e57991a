"""One service before it is asked for: for whom, with what, how long, and the six public parts of its standard."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications import admission, filling
from tatadesa.applications.admission import Refusal
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.queries import drafts_for, running_for
from tatadesa.applications.subjects import family_of
from tatadesa.applications.usual_time import usual_time
from tatadesa.catalogue import rules
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.queries import service_of
from tatadesa.forms.duration import minutes
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page, village_of


@dataclass(frozen=True)
class Own:
    """What a citizen has to do with the service: why not for oneself, what runs, what was begun."""

    refusal: Refusal | None = None
    can_for_others: bool = False
    running: list[Application] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """``/layanan/<slug>/``."""
    account = citizen_of(request)
    office = village_of(request, account)
    if office is None:
        # A link that somebody passed on: the village is asked for, what was looked for is not forgotten.
        return HttpResponseRedirect(f"{reverse('portal:home')}?{urlencode({'layanan': slug})}#desa")
    offered = service_of(office, slug)
    return page(
        request,
        "service",
        {**_facts(offered), **_shared(request, offered), "own": _own(account, offered), **_place(account, offered)},
    )


def _facts(offered: Offered) -> dict[str, Any]:
    version, handling = offered.version, offered.handled_at
    return {
        "offered": offered,
        "office": offered.home,
        "handling": handling,
        "standard": version.standard,
        "who_may": rules.who_words(version.rules),
        "only_self": not rules.for_family(version.rules),
        "one_open": rules.one_open(version.rules),
        "minutes": minutes(version.form),
        "usual": usual_time(handling, offered.service),
        "validity": (version.letter or {}).get("validity_days"),
        "refusal": admission.why_not(offered, version, None),
    }


def _shared(request: HttpRequest, offered: Offered) -> dict[str, str]:
    """What a messenger shows of a link to this page, and the link that passes it on."""
    path = f"{reverse('portal:service', args=[offered.slug])}?{urlencode({'desa': offered.home.code})}"
    address = request.build_absolute_uri(path)
    words = f"{offered.name}, {offered.home.full_name}. Ajukan dari ponsel: {address}"
    return {
        "own_address": address,
        "picture": request.build_absolute_uri(static("portal/icons/icon-512.png")),
        "share": f"https://wa.me/?{urlencode({'text': words}, quote_via=quote)}",
    }


def _place(account: Account | None, offered: Offered) -> dict[str, Any]:
    query = "?" + urlencode({"desa": offered.home.code})
    return {"village_query": "" if account is not None else query, "blank_query": query, "zone": offered.home.timezone}


def _own(account: Account | None, offered: Offered) -> Own | None:
    if account is None:
        return None
    running, drafts = running_for(account, offered.service), drafts_for(account, offered.service)
    asked = offered.version.rules
    if not (rules.who_words(asked) or rules.one_open(asked)):
        return Own(running=running, drafts=drafts)
    family = family_of(account)
    if not family:
        return Own(running=running, drafts=drafts)
    register = filling.register_of(family[0].resident, [subject.resident for subject in family])
    applicant = admission.Applicant(family[0].resident, register)
    refusal = admission.of_person(offered.version, applicant)
    return Own(refusal, rules.for_family(asked) and len(family) > 1, running, drafts)
