"""The map of the public pages for search engines (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tatadesa.catalogue.queries import find_services
from tatadesa.offices.models import Office
from tatadesa.offices.queries import villages
from tatadesa.portal.pages import village_of

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The protocol's most for one map; all villages of Indonesia are some 84,000, and none of our hosts has them all.
_MOST = 50_000
_COMMON = ("portal:home", "portal:help", "portal:tour", "portal:privacy")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the village's services and the pages for everybody.

    Where a host has many villages it leads to one map for each (``?desa=``); an unknown one is a 404.
    """
    village = village_of(request, None)
    if village is not None:
        content = _xml("urlset", "url", (request.build_absolute_uri(path) for path in _of(village)))
    else:
        codes = villages().values_list("code", flat=True)[:_MOST]
        maps = (f"{reverse('portal:sitemap')}?{urlencode({'desa': code})}" for code in codes)
        content = _xml("sitemapindex", "sitemap", (request.build_absolute_uri(path) for path in maps))
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _of(village: Office) -> Iterator[str]:
    """What anybody may read without signing in, by the addresses that the pages themselves name."""
    query = "?" + urlencode({"desa": village.code})
    yield from (reverse(name) for name in _COMMON)
    yield reverse("portal:services") + query
    for offered in find_services(village, "").services:
        yield reverse("portal:service", args=[offered.slug]) + query
    yield reverse("transparency:page", args=[village.code])


def _xml(root: str, entry: str, addresses: Iterable[str]) -> bytes:
    made = ET.Element(root, xmlns=_XMLNS)
    for address in addresses:
        ET.SubElement(ET.SubElement(made, entry), "loc").text = address
    text: bytes = ET.tostring(made, encoding="utf-8", xml_declaration=True)
    return text
