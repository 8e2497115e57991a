"""A citizen has opened the office's bot: that chat is theirs from now on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.notices.models import Preference


@transaction.atomic
def tie_telegram(office_id: UUID | None, code: str, chat: str) -> bool:
    """Tie ``chat`` to whoever was given ``code``, once; False where the code is nobody's at this office."""
    if not code or office_id is None:
        return False
    waiting = Preference.objects.select_for_update(of=("self",)).filter(telegram_code=code).first()
    if waiting is None:
        return False
    person = Account.objects.get(pk=waiting.account_id)
    if not person.is_active or not person.is_citizen or person.citizen.office_id != office_id:
        return False
    waiting.telegram_chat, waiting.telegram_code = chat, ""
    waiting.save(update_fields=["telegram_chat", "telegram_code"])
    return True
