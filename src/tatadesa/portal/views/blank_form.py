"""The empty form of a service as PDF, to print and fill in by hand."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.catalogue.offers import OFF_WORDS
from tatadesa.catalogue.queries import service_of
from tatadesa.core.errors import NotFound
from tatadesa.letters.blank_form import blank_form as compose
from tatadesa.offices.queries import office_by_code

_CACHE = "public, max-age=3600"


@require_safe
def blank_form(request: HttpRequest, slug: str) -> HttpResponse:
    """``/layanan/<slug>/formulir.pdf?desa=``: the same for everybody, so that anybody on the way may keep it."""
    office = office_by_code(request.GET.get("desa", ""))
    offered = service_of(office, slug)
    if offered.is_off:
        raise NotFound(OFF_WORDS)
    page = f"{reverse('portal:service', args=[slug])}?{urlencode({'desa': office.code})}"
    form = compose(offered, settings.BASE_URL + page)
    tag = f'"{form.tag}"'
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match") != tag:
        response = HttpResponse(form.pdf(), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="formulir-{slug}.pdf"'
    response.headers["Cache-Control"], response.headers["ETag"] = _CACHE, tag
    return response
