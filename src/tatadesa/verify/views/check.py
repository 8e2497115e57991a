"""``/verifikasi/``: type the code of a letter, or hand in its PDF."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import verification
from tatadesa.letters.authenticity import Verdict
from tatadesa.verify.limits import spend
from tatadesa.verify.pages import page
from tatadesa.verify.uploads import examined

_CODE_ERROR = "Kode terdiri atas 12 huruf dan angka, seperti yang tercetak di surat."
_BARE: dict[str, Any] = {"typed": "", "number": "", "errors": {}, "outcome": "", "finding": None}


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """GET shows the form, with ``kode`` leads to that letter's page; POST compares a PDF with all letters."""
    if request.method == "POST":
        return _compare(request)
    typed, number = request.GET.get("kode", ""), request.GET.get("nomor", "").strip()[:120]
    if not typed:
        return page(request, "check", _BARE)
    code = verification.normalise(typed)
    if not code:
        context = {**_BARE, "typed": typed[:40], "number": number, "errors": {"kode": _CODE_ERROR}}
        return page(request, "check", context, status=422)
    query = f"?{urlencode({'nomor': number})}" if number else ""
    return redirect(reverse("verify:letter", args=[verification.shown(code)]) + query)


def _compare(request: HttpRequest) -> HttpResponse:
    spend(request)
    try:
        finding = examined(request)
    except InvalidInput as error:
        return page(request, "check", {**_BARE, "errors": error.errors}, status=error.status)
    if finding.letter is None:
        return page(request, "check", {**_BARE, "outcome": "unknown_file", "finding": finding})
    outcome = "same" if finding.verdict is Verdict.GENUINE else "different"
    context = {"letter": finding.letter, "errors": {}, "outcome": outcome, "finding": finding, "wrong_number": ""}
    return page(request, "letter", context)
