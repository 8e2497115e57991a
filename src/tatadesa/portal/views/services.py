"""The services of a village, grouped and searchable."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.catalogue.queries import find_services, group_by_category
from tatadesa.core.clock import office_today
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page, village_of


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """``/layanan/?cari=``; visitors name the village by ``desa``."""
    account = citizen_of(request)
    office = village_of(request, account)
    if office is None:
        return HttpResponseRedirect(reverse("portal:home") + "#desa")
    search = request.GET.get("cari", "").strip()[:80]
    found = find_services(office, search)
    return page(
        request,
        "services",
        {
            "office": office,
            "groups": group_by_category(found.services),
            "near": found.near,
            "today": office_today(office.timezone),
            "search": search,
            "village_query": "" if account is not None else "?" + urlencode({"desa": office.code}),
        },
    )
