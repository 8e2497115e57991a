"""A citizen chooses another PIN."""

import hmac

from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import history, own_secret
from tatadesa.accounts.models import Account, AccountEvent
from tatadesa.accounts.passwords import hash_pin
from tatadesa.core.errors import InvalidInput


def change_pin(request: HttpRequest, account: Account, *, old: str, new: str, again: str) -> None:
    """Replace the PIN; all other devices are signed out. Raises ``InvalidInput`` at ``lama``, ``pin`` or ``ulang``."""
    if not hmac.compare_digest(new.encode(), again.encode()):
        raise InvalidInput({"ulang": "Kedua PIN baru tidak sama. Ketik lagi."})
    hashed = hash_pin(new)
    own_secret.confirm(account, old, field="lama")
    if new == old:
        raise InvalidInput({"pin": "PIN baru sama dengan yang lama. Pilih angka lain."})
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        ended = own_secret.replace(request, account, hashed)
        words = "PIN diganti." + (f" {ended} perangkat lain dikeluarkan." if ended else "")
        history.record(account, AccountEvent.Kind.SECRET_CHANGED, words, actor=account)
