"""One service with the six public parts of its standard."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.catalogue.queries import service_of
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page, village_of


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """``/layanan/<slug>/``."""
    account = citizen_of(request)
    office = village_of(request, account)
    if office is None:
        return HttpResponseRedirect(reverse("portal:home") + "#desa")
    return page(
        request,
        "service",
        {
            "office": office,
            "version": service_of(office, slug),
            "village_query": "" if account is not None else "?" + urlencode({"desa": office.code}),
        },
    )
