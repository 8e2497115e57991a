"""News about messages to people, and the handshake by which a provider tries the address."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tatadesa.core.errors import DomainError
from tatadesa.notices.actions.hear_provider import answer_handshake, hear_provider

MAX_BYTES = 256 * 1024


@csrf_exempt
@require_http_methods(["GET", "POST"])
def hear(request: HttpRequest, provider: str, key: str) -> HttpResponse:
    """``/kait/pesan/<provider>/<key>/``: no cookie counts, the provider's signature or secret does."""
    name = key[:64].replace("\0", "")
    try:
        if request.method == "GET":
            words = answer_handshake(provider, name, request.GET.dict())
            return HttpResponse(words, content_type="text/plain; charset=utf-8")
        length = request.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > MAX_BYTES:
            return HttpResponse(status=413)
        headers = {header.lower(): value for header, value in request.headers.items()}
        hear_provider(provider, name, headers, request.body)
    except DomainError as refused:
        return HttpResponse(status=refused.status)
    return HttpResponse("ok", content_type="text/plain")
