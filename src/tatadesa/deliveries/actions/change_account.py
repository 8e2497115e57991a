"""An office says how it reaches a courier."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import CourierAccount
from tatadesa.deliveries.permissions import require_setter


@transaction.atomic
def change_account(staff: StaffMember, provider: str, typed: Mapping[str, str], *, seen: int) -> CourierAccount:
    """Set the values of the courier's ``fields`` for the officer's own office, as ``ProviderAccounts.change``.

    It is asked again at once. Raises ``NotAllowed`` besides.
    """
    require_setter(staff)
    fresh = {"failures": 0, "paused_until": None, "last_failure": ""}
    return couriers.ACCOUNTS.change(staff, provider, typed, seen=seen, fresh=fresh)
