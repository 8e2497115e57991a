"""``/verifikasi/``: type the code of a letter, or hand in its PDF."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import queries, verification
from tatadesa.verify.limits import spend
from tatadesa.verify.pages import page
from tatadesa.verify.uploads import uploaded_sha256

_CODE_ERROR = "Kode terdiri atas 12 huruf dan angka, seperti yang tercetak di surat."


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """GET shows the form, with ``kode`` leads to that letter's page; POST compares a PDF with all letters."""
    if request.method == "POST":
        return _compare(request)
    typed = request.GET.get("kode", "")
    if not typed:
        return page(request, "check", {"typed": "", "errors": {}, "outcome": ""})
    code = verification.normalise(typed)
    if not code:
        context = {"typed": typed[:40], "errors": {"kode": _CODE_ERROR}, "outcome": ""}
        return page(request, "check", context, status=422)
    return redirect("verify:letter", verification.shown(code))


def _compare(request: HttpRequest) -> HttpResponse:
    spend(request)
    try:
        letter = queries.by_hash(uploaded_sha256(request))
    except InvalidInput as error:
        return page(request, "check", {"typed": "", "errors": error.errors, "outcome": ""}, status=error.status)
    if letter is None:
        return page(request, "check", {"typed": "", "errors": {}, "outcome": "unknown_file"})
    return page(request, "letter", {"letter": letter, "errors": {}, "outcome": "same"})
