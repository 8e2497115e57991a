"""An office says how it reaches a provider of messages."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.notices import channels
from tatadesa.notices.models import ChannelAccount
from tatadesa.notices.permissions import require_setter


@transaction.atomic
def change_channel(staff: StaffMember, code: str, typed: Mapping[str, str], *, seen: int) -> ChannelAccount:
    """Set the values of the provider's ``fields`` for the officer's own office, as ``ProviderAccounts.change``.

    Raises ``NotAllowed`` besides.
    """
    require_setter(staff)
    return channels.ACCOUNTS.change(staff, code, typed, seen=seen, fresh={"last_failure": "", "failed_at": None})
