"""A browser starts to take push messages for an account."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.notices.endpoints import is_allowed
from tatadesa.notices.models import PushSubscription
from tatadesa.notices.ports import public_key, public_keys

MAX_DEVICES = 10
MAX_ENDPOINT = 600
_UNREADABLE = "Kabar belum bisa dinyalakan: data dari peramban ini tidak lengkap. Muat ulang halaman."
_UNSUPPORTED = "Peramban ini belum bisa menerima kabar. Coba Chrome, Firefox, Edge, atau Safari."


@transaction.atomic
def subscribe(
    account: Account,
    subscription: Mapping[str, Any],
    device: str = "",
    *,
    signed_in_device: UUID | None = None,
    key: str = "",
) -> PushSubscription:
    """Store what the browser's ``PushSubscription.toJSON()`` gave; ``device`` is what to call it, ``signed_in_device``
    whose sign-out ends it, ``key`` the public key it was made with.

    A browser has one subscription: a new account on a shared phone takes it over from the one before. Beyond
    ``MAX_DEVICES`` the oldest device of the account goes. Raises ``InvalidInput``.
    """
    endpoint = _endpoint(subscription.get("endpoint"))
    keys = subscription.get("keys")
    if not isinstance(keys, Mapping):
        raise InvalidInput({"keys": _UNREADABLE}, _UNREADABLE)
    p256dh, auth = _point(keys.get("p256dh")), _auth(keys.get("auth"))
    # The account's row is the lock, so that two devices at once cannot both be the tenth.
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    PushSubscription.objects.filter(endpoint=endpoint).exclude(account=account).delete()
    stored, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "account": account,
            "p256dh": p256dh,
            "auth": auth,
            "device": _name(device),
            "key": key if key in public_keys() else public_key(),
            "signed_in_device": signed_in_device,
        },
    )
    oldest = account.push_subscriptions.order_by("-created_at", "-pk")[MAX_DEVICES:]
    PushSubscription.objects.filter(pk__in=[row.pk for row in oldest]).delete()
    return stored


def _name(device: str) -> str:
    return "".join(letter for letter in device if letter.isprintable()).strip()[:120]


def _endpoint(given: object) -> str:
    if not isinstance(given, str) or len(given) > MAX_ENDPOINT:
        raise InvalidInput({"endpoint": _UNREADABLE}, _UNREADABLE)
    if not is_allowed(given):
        raise InvalidInput({"endpoint": _UNSUPPORTED}, _UNSUPPORTED)
    return given


def _point(given: object) -> str:
    """A public key on P-256 as an uncompressed point; anything else would fail only when we encrypt."""
    raw = _bytes(given, "p256dh", 65)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise InvalidInput({"p256dh": _UNREADABLE}, _UNREADABLE) from error
    return _text(raw)


def _auth(given: object) -> str:
    return _text(_bytes(given, "auth", 16))


def _bytes(given: object, name: str, length: int) -> bytes:
    text = given if isinstance(given, str) and len(given) <= 2 * length else ""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput({name: _UNREADABLE}, _UNREADABLE) from error
    if len(raw) != length:
        raise InvalidInput({name: _UNREADABLE}, _UNREADABLE)
    return raw


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
