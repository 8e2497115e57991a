"""``/verifikasi/<code>/``: where the QR of a letter leads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import queries
from tatadesa.letters.authenticity import Finding, Verdict
from tatadesa.verify.limits import spend
from tatadesa.verify.pages import page
from tatadesa.verify.uploads import examined


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows what may be public of the letter; POST also compares an uploaded PDF with it.

    ``nomor`` is the number that somebody typed besides the code: another one than the letter's is said so.
    """
    spend(request)
    found = queries.by_code(code)
    if found is None:
        outcome = "unsigned" if queries.awaits_signature(code) else "unknown_code"
        bare: dict[str, Any] = {"typed": code[:40], "number": "", "errors": {}, "outcome": outcome, "finding": None}
        return page(request, "check", bare, status=404)
    errors: dict[str, str] = {}
    outcome, finding = "", None
    if request.method == "POST":
        try:
            finding = examined(request)
        except InvalidInput as error:
            errors = error.errors
        else:
            outcome = "same" if _is(finding, found) else "different"
    typed = request.GET.get("nomor", "").strip()[:120]
    context: dict[str, Any] = {
        "letter": found,
        "errors": errors,
        "outcome": outcome,
        # Of another letter only that it is another one.
        "finding": finding if finding is not None and finding.letter == found else None,
        "wrong_number": typed if typed and _plain(typed) != _plain(found.number) else "",
    }
    return page(request, "letter", context, status=422 if errors else 200)


def _is(finding: Finding, letter: queries.PublicLetter) -> bool:
    return finding.verdict is Verdict.GENUINE and finding.letter == letter


def _plain(number: str) -> str:
    return "".join(number.split()).upper()
