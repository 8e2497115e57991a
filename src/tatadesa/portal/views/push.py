"""A browser agrees to take push messages, or no longer does."""

import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
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
        name = request.headers.get("User-Agent", "")[:120]
        subscribe(account, wanted["pasang"], name, signed_in_device=devices.current(request))
        return JsonResponse({"aktif": True}, status=201)
    if isinstance(wanted, dict) and isinstance(wanted.get("lepas"), str):
        unsubscribe(account, wanted["lepas"])
        return JsonResponse({"aktif": False})
    raise InvalidInput(_UNREADABLE)
