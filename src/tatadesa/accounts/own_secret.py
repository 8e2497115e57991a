"""Before something that matters, whoever sits at an open session proves again to be its owner."""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import devices, setbacks
from tatadesa.accounts.models import Account
from tatadesa.accounts.passwords import matches
from tatadesa.core.errors import InvalidInput


def confirm(account: Account, secret: str, *, field: str) -> None:
    """Raise ``InvalidInput`` at ``field`` unless ``secret`` is the account's PIN or password; wrong ones slow down."""
    key = f"own:{account.pk}"
    setbacks.begin_try(key)
    if not matches(account, secret):
        words = "PIN salah." if account.is_citizen else "Kata sandi salah."
        raise InvalidInput({field: words})
    setbacks.forgive(key)


@transaction.atomic
def replace(request: HttpRequest, account: Account, password_hash: str) -> int:
    """Store the new secret, keep the present session and end all others; how many those were."""
    account.password = password_hash
    account.temporary_until = None
    account.save(update_fields=["password", "temporary_until"])
    ended = devices.end_all(account, keep=devices.current(request))
    update_session_auth_hash(request, account)
    devices.follow(request)
    return ended
