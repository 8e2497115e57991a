"""A staff member chooses another password."""

import hmac

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import history, own_secret
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.passwords import check_new_password
from tatadesa.core.errors import InvalidInput


def change_password(request: HttpRequest, staff: StaffMember, *, old: str, new: str, again: str) -> None:
    """Replace the password; all other devices are signed out. Raises ``InvalidInput`` at ``lama``, ``baru``, ``ulang``.

    Length counts, not a mixture of signs (NIST SP 800-63B, section 3.1.1.2).
    """
    account = staff.account
    check_new_password(new, username=account.login)
    if not hmac.compare_digest(new.encode(), again.encode()):
        raise InvalidInput({"ulang": "Kedua kata sandi baru tidak sama. Ketik lagi."})
    own_secret.confirm(account, old, field="lama")
    if new == old:
        raise InvalidInput({"baru": "Kata sandi baru sama dengan yang lama."})
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        ended = own_secret.replace(request, account, make_password(new))
        words = "Kata sandi diganti." + (f" {ended} perangkat lain dikeluarkan." if ended else "")
        history.record(account, AccountEvent.Kind.SECRET_CHANGED, words, actor=account)
