"""A browser agrees to take push messages, or no longer does."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tatadesa.accounts import devices
from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.notices.actions.confirm_push import confirm_push
from tatadesa.notices.actions.subscribe import subscribe
from tatadesa.notices.actions.unsubscribe import unsubscribe
from tatadesa.portal.access import citizen_required

_UNREADABLE = {"": "Permintaan tidak dapat dibaca. Muat ulang halaman lalu coba lagi."}


@require_POST
@citizen_required
def subscription(request: HttpRequest, account: Account) -> JsonResponse:
    """``/push/langganan/``: JSON ``{"pasang": <the browser's subscription>}`` or ``{"lepas": <endpoint>}``."""
    try:
        wanted = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_UNREADABLE) from error
    if isinstance(wanted, dict) and isinstance(wanted.get("pasang"), dict):
        name = browser_words(request.headers.get("User-Agent", ""))
        key = wanted.get("kunci")
        subscribe(
            account,
            wanted["pasang"],
            name,
            signed_in_device=devices.current(request),
            key=key if isinstance(key, str) else "",
        )
        return JsonResponse({"aktif": True}, status=201)
    if isinstance(wanted, dict) and isinstance(wanted.get("lepas"), str):
        unsubscribe(account, wanted["lepas"])
        return JsonResponse({"aktif": False})
    raise InvalidInput(_UNREADABLE)


@csrf_exempt
@require_POST
def arrived(request: HttpRequest) -> HttpResponse:
    """``/push/tiba/``: the service worker says that a message came, or was opened; the signed receipt is its pass."""
    try:
        told = json.loads(request.body[:2000])
    except (ValueError, RecursionError):
        told = None
    receipt = told.get("tanda") if isinstance(told, dict) else None
    if isinstance(receipt, str):
        confirm_push(receipt, opened=told.get("dibuka") is True)
    return HttpResponse(status=204)
