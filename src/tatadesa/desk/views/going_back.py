"""Where an act on a request leads: back to its page, still in the list it was opened from."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from tatadesa.applications.neighbours import MAX_QUERY


def listed(request: HttpRequest) -> str:
    """The query of the inbox's address that the request was opened from, empty for none."""
    given = request.GET.get("dari", "").replace("\0", "")
    return given if len(given) <= MAX_QUERY else ""


def with_list(request: HttpRequest) -> str:
    """``?dari=...`` to go on in that list, or empty."""
    given = listed(request)
    return f"?{urlencode({'dari': given})}" if given else ""


def back(request: HttpRequest, number: str, anchor: str = "") -> HttpResponseRedirect:
    """To the page of the request ``number``."""
    return HttpResponseRedirect(f"{reverse('desk:application', args=[number])}{with_list(request)}{anchor}")
