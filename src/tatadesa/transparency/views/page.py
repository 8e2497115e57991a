"""``/transparansi/<office code>/``: how many an office served and how long that took, for everybody."""

import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tatadesa.insight.transparency import of_office
from tatadesa.offices.queries import office_by_code

MAX_AGE_SECONDS = 600


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page, for caches to keep: it depends on nobody's session. ``?tahun=`` is this year or the one before.

    Raises ``NotFound``.
    """
    shown = of_office(office_by_code(code), request.GET.get("tahun", ""))
    context = {
        "shown": shown,
        "address": request.build_absolute_uri(request.path),
        "picture": request.build_absolute_uri(static("portal/icons/icon-512.png")),
    }
    response = render(request, "transparency/views/page.html", context)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
