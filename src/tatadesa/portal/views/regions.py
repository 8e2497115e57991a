"""The region tree for forms: the list below a region, and finding one by name. Public: a decree is no secret."""

import hashlib
import re

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.views.decorators.http import require_safe

from tatadesa.core.errors import NotFound
from tatadesa.regions import queries

_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2})?)?")
# A decree changes names once in years; whoever asks again after a day hears at once that nothing has changed.
_KEEP = "public, max-age=86400, stale-while-revalidate=2592000"
_MOST = 12
_LONGEST = 80


@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """``/wilayah/?induk=33.02``: ``[[code, name, postcode], …]`` by name; the provinces without ``induk``."""
    parent = request.GET.get("induk", "")
    if parent and not _CODE.fullmatch(parent):
        raise NotFound("Wilayah ini tidak ada.")
    rows = [[region.code, region.name, region.postcode] for region in queries.children(parent or None)]
    answer = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    return _kept(request, answer)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """``/wilayah/cari/?q=kec sumpiuh``: ``[[code, words], …]``, the best first; ``dalam`` stays inside a region,
    ``sampai`` is the deepest level wanted.
    """
    within, deepest = request.GET.get("dalam", ""), request.GET.get("sampai", "")
    if (within and not _CODE.fullmatch(within)) or deepest not in ("", "1", "2", "3", "4"):
        raise NotFound("Wilayah ini tidak ada.")
    found = queries.search(
        request.GET.get("q", "")[:_LONGEST], deepest=int(deepest or 4), within=within or None, limit=_MOST
    )
    rows = [[code, words] for code, words in queries.in_words(found)]
    answer = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    return _kept(request, answer)


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with its fingerprint, so that browsers and proxies keep it; only that when they have it already."""
    etag = f'"{hashlib.sha256(answer.content).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = _KEEP
    return answer
