"""``/instansi/<token>/``: what a village asks an agency without account, and the agency's answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.addresses import client_address
from tatadesa.agency import opening
from tatadesa.agency.looks import log_look
from tatadesa.agency.pages import link_required
from tatadesa.agency.pages import page as show
from tatadesa.applications import referral_queries
from tatadesa.applications.actions.answer_by_link import answer_by_link
from tatadesa.applications.models import Referral, ReferralLink, ReferralLinkUse
from tatadesa.core.errors import DomainError, InvalidInput, NotFound


@require_safe
@link_required
def page(request: HttpRequest, link: ReferralLink) -> HttpResponse:
    """Who asks; after the button also what is asked; after the answer a word of thanks."""
    return _show(request, link)


@require_POST
@link_required
def open_it(request: HttpRequest, link: ReferralLink) -> HttpResponseBase:
    """Somebody wants to read it: from here on it is written down."""
    if link.referral.is_open:
        opening.remember(request, link)
        log_look(request, link, ReferralLinkUse.Act.OPEN, "rujukan lewat tautan")
    return redirect("agency:referral", _token(request))


@require_POST
@link_required
def answer(request: HttpRequest, link: ReferralLink) -> HttpResponseBase:
    """The answer; the first one counts."""
    token = _token(request)
    if link.referral.is_open and not opening.is_open(request, link):
        return redirect("agency:referral", token)
    try:
        answer_by_link(
            token,
            name=_typed(request, "name"),
            decision=_typed(request, "decision"),
            note=_typed(request, "note"),
            files=request.FILES.getlist("files"),
            client=client_address(request),
        )
    except NotFound:
        raise
    except DomainError as refused:
        link.referral.refresh_from_db(fields=["state", "answered_at"])
        return _show(request, link, refused)
    return redirect("agency:referral", token)


def _show(request: HttpRequest, link: ReferralLink, refused: DomainError | None = None) -> HttpResponse:
    referral = link.referral
    opened = opening.is_open(request, link)
    context: dict[str, Any] = {
        "token": _token(request),
        "referral": referral,
        "office": link.office,
        "zone": link.office.timezone,
        "opened": opened,
        "shared": referral_queries.shared(referral) if opened else None,
        "decisions": Referral.Decision.choices,
        "typed": {name: _typed(request, name) for name in ("name", "decision", "note")},
        "refused": refused,
        "errors": refused.errors if isinstance(refused, InvalidInput) else {},
    }
    return show(request, "referral", context, status=refused.status if refused else 200)


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match is not None else ""


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\0", "")
