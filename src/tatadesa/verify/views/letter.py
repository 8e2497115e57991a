"""``/verifikasi/<code>/``: where the QR of a letter leads."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import queries
from tatadesa.verify.limits import spend
from tatadesa.verify.pages import page
from tatadesa.verify.uploads import uploaded_sha256


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows what may be public of the letter; POST also compares an uploaded PDF with it."""
    spend(request)
    found = queries.by_code(code)
    if found is None:
        return page(request, "check", {"typed": code[:40], "errors": {}, "outcome": "unknown_code"}, status=404)
    errors: dict[str, str] = {}
    outcome = ""
    if request.method == "POST":
        try:
            outcome = "same" if uploaded_sha256(request) == found.sha256 else "different"
        except InvalidInput as error:
            errors = error.errors
    return page(
        request,
        "letter",
        {"letter": found, "errors": errors, "outcome": outcome},
        status=422 if errors else 200,
    )
