"""Sign out one of one's devices, or all but the one in hand."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import devices, history
from tatadesa.accounts.models import Account, AccountEvent


@transaction.atomic
def sign_out_device(account: Account, device_id: UUID) -> None:
    """End one device: its session, live stream and push messages. Raises ``NotFound`` for anybody else's."""
    device = devices.end(account, device_id)
    history.record(account, AccountEvent.Kind.SIGNED_OUT, f"Dikeluarkan: {device.label}.", actor=account)


@transaction.atomic
def sign_out_others(request: HttpRequest, account: Account) -> int:
    """End every device but the present one; how many those were."""
    ended = devices.end_all(account, keep=devices.current(request))
    if ended:
        words = f"{ended} perangkat lain dikeluarkan."
        history.record(account, AccountEvent.Kind.SIGNED_OUT, words, actor=account)
    return ended
