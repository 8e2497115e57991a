"""End a session."""

from django.contrib.auth import logout
from django.http import HttpRequest

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account


def sign_out(request: HttpRequest) -> None:
    """Throw session and device away on the server; what the phone kept is wiped by the face's answer."""
    account, device_id = request.user, devices.current(request)
    if isinstance(account, Account) and device_id is not None:
        devices.end_if_there(account, device_id)
    logout(request)
