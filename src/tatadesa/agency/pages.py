"""What the pages behind a link share: nothing of them is kept, found or passed on."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tatadesa.accounts import throttle
from tatadesa.accounts.addresses import client_address
from tatadesa.applications import referral_links
from tatadesa.applications.models import ReferralLink

P = ParamSpec("P")
LinkView = Callable[Concatenate[HttpRequest, ReferralLink, P], HttpResponseBase]
_CAPACITY = 120
_PER_SECONDS = 600


def link_required(view: LinkView[P]) -> Callable[..., HttpResponseBase]:
    """Call ``view`` with the link of the token in the address; raises ``NotFound`` for one that opens nothing.

    Rate limited by address, and the answer is for this browser only: neither kept nor indexed. The address is the key,
    and no other site learns it: the whole installation sends its referrer to itself alone (``same-origin``).
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        throttle.spend("instansi", client_address(request), capacity=_CAPACITY, per_seconds=_PER_SECONDS)
        response = view(request, referral_links.find(token), *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return guarded


def page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page ``agency/views/<name>.html``."""
    return render(request, f"agency/views/{name}.html", dict(context), status=status)
