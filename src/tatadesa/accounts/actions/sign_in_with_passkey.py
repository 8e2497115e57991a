"""Sign in with a passkey: it holds the account's name and stands for PIN, or for password and code."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import passkeys
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import Account, Passkey
from tatadesa.accounts.opening import Proof, open_session
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now


def begin_sign_in_with_passkey(request: HttpRequest) -> dict[str, Any]:
    """The options for the browser; raises ``TooMany`` after 60 in 15 minutes from one address."""
    spend("passkey-address", client_address(request), capacity=60, per_seconds=900)
    return passkeys.options_to_sign_in(request)


def sign_in_with_passkey(request: HttpRequest, kind: Account.Kind, answer: str) -> Account:
    """Open a session for the account behind the browser's ``answer``, which must be of ``kind``.

    Raises ``InvalidInput`` with the same words for whatever is wrong. A passkey is unguessable, so no growing delay
    stands here: somebody whose PIN a stranger keeps blocked still comes in.
    """
    challenge = passkeys.take_challenge(request)
    with transaction.atomic():
        keys = Passkey.objects.select_for_update(of=("self",)).filter(credential_id=passkeys.claimed_id(answer))
        key = keys.filter(account__kind=kind, account__is_active=True).first()
        count = passkeys.check(key, answer, challenge)
        if key is None:
            raise passkeys.refused()
        key.sign_count, key.last_used_at = count, now()
        key.save(update_fields=["sign_count", "last_used_at"])
    account = Account.objects.get(pk=key.account_id)
    open_session(request, account, Proof.SECOND_FACTOR)
    return account
