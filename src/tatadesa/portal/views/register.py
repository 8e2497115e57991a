"""How to get an account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.portal.pages import page


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """``/daftar/``: accounts are opened at the village office."""
    return page(request, "register")
