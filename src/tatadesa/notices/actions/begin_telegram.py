"""A citizen wants to be told by Telegram: a code that only their own chat can bring back."""

from __future__ import annotations

import secrets

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict
from tatadesa.notices import channels
from tatadesa.notices.kinds import Channel
from tatadesa.notices.models import Preference


@transaction.atomic
def begin_telegram(account: Account) -> str:
    """The address that opens the office's bot with a fresh code; an old code is void from now on.

    Raises ``Conflict`` where the office has no bot.
    """
    settings = channels.settings_of(account.citizen.office_id)
    if Channel.TELEGRAM not in channels.offered(settings):
        raise Conflict("Kantor ini belum punya bot Telegram.")
    kept, _ = Preference.objects.get_or_create(account=account)
    kept.telegram_code = secrets.token_urlsafe(24)
    kept.save(update_fields=["telegram_code"])
    bot = channels.account_of(account.citizen.office_id, "telegram")["bot"]
    return f"https://t.me/{bot}?start={kept.telegram_code}"
