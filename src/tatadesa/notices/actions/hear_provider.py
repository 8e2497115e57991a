"""A provider of messages tells what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.core.provider import Account
from tatadesa.notices import channels, receipts
from tatadesa.notices.actions.tie_telegram import tie_telegram
from tatadesa.notices.models import ChannelAccount
from tatadesa.notices.ports import Provider


def hear_provider(code: str, hook_key: str, headers: Mapping[str, str], body: bytes) -> int:
    """Take in what provider ``code`` posted to the address that names ``hook_key``; gives how many notices changed.

    The same news again, or in another order, changes nothing more. Raises ``NotFound`` for an address that is nobody's,
    ``NotAllowed`` when it cannot be the provider.
    """
    by, office_id, account = _whose(code, hook_key)
    told = by.read_callback(account, headers, body)
    if not told.is_genuine:
        raise NotAllowed("Tanda pengenal tidak cocok.")
    changed = 0
    for news in told.receipts:
        with transaction.atomic():
            notice = receipts.find(office_id, by.code, news.provider_id, news.key)
            if notice is not None:
                changed += receipts.take_in(notice, news.fate, news.reason, news.at, news.provider_id)
    for tie in told.ties:
        changed += tie_telegram(office_id, tie.code, tie.chat)
    return changed


def answer_handshake(code: str, hook_key: str, query: Mapping[str, str]) -> str:
    """What to answer to the GET by which a provider tries the address; raises ``NotFound`` or ``NotAllowed``."""
    by, _, account = _whose(code, hook_key)
    words = by.shake_hands(account, query)
    if words is None:
        raise NotAllowed("Tanda pengenal tidak cocok.")
    return words


def _whose(code: str, hook_key: str) -> tuple[Provider, UUID | None, Account]:
    """The office of an address; None for the account that the whole installation shares."""
    by = channels.known(code)
    if by is None or not by.has_callbacks:
        raise NotFound
    if hook_key == channels.SHARED:
        return by, None, channels.account_from(code, {})
    row = ChannelAccount.objects.filter(provider=code, hook_key=hook_key).first()
    if row is None:
        raise NotFound
    return by, row.office_id, channels.account_from(code, channels.values_of(row))
