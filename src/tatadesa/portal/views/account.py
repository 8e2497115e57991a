"""The citizen's account: who, which village, this phone's notices, sign out."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts import contacts, devices, history, passkeys
from tatadesa.accounts.models import Account
from tatadesa.notices.ports import public_key
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page
from tatadesa.residents.queries import resident_of

SHOWN_EVENTS = 3


@require_safe
@citizen_required
def account(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/``."""
    context = {
        "resident": resident_of(account),
        "push_key": public_key(),
        "confirmed": {str(channel): address for channel, address in contacts.confirmed(account).items()},
        "passkeys": len(passkeys.keys_of(account)),
        "devices": len(devices.devices_of(account)),
        "events": history.events_of(account, limit=SHOWN_EVENTS).rows,
        "zone": account.citizen.office.timezone,
    }
    return page(request, "account", context)
