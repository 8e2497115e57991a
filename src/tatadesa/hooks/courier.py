"""News about parcels."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tatadesa.core.errors import DomainError
from tatadesa.deliveries.actions.hear_courier import hear_courier

MAX_BYTES = 64 * 1024


@csrf_exempt
@require_POST
def hear(request: HttpRequest, provider: str, key: str) -> HttpResponse:
    """``/kait/kurir/<provider>/<key>/``: no cookie counts, the courier's own secret does."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MAX_BYTES:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        hear_courier(provider, key[:64].replace("\0", ""), headers, request.body)
    except DomainError as refused:
        return HttpResponse(status=refused.status)
    return HttpResponse("ok", content_type="text/plain")
