"""Help for every page, and whom to ask; a first look in three screens."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.portal.access import citizen_of
from tatadesa.portal.help_topics import TOPICS
from tatadesa.portal.pages import page, village_of


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """``/bantuan/``; each page points at its own topic by ``#key``."""
    return page(request, "help", {"topics": TOPICS, "office": village_of(request, citizen_of(request))})


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """``/kenalan/``."""
    return page(request, "tour")
