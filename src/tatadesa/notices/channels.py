"""Reaching people from one office: its settings, its account at each provider, and who can be reached how."""

from __future__ import annotations

import json
import secrets as random
from collections.abc import Mapping
from uuid import UUID

from tatadesa.accounts import secrets
from tatadesa.accounts.models import Account as Person
from tatadesa.core.provider import Account
from tatadesa.notices.kinds import ABROAD, OUTSIDE, Channel, kind_of
from tatadesa.notices.models import ChannelAccount, Consent, NoticeSettings, Preference
from tatadesa.notices.ports import PROVIDERS, Provider, provider

USUAL_PROVIDERS = {
    Channel.WHATSAPP: "whatsapp_cloud",
    Channel.TELEGRAM: "telegram",
    Channel.EMAIL: "mail",
    Channel.SMS: "zenziva",
}
ALERTS = "apprise"
"""Tells officers; no channel of a person."""
SHARED = "bersama"
"""In a callback's address: of the account that the whole installation shares."""


def known(code: str) -> Provider | None:
    """The adapter of ``code``, None for one we do not know."""
    return provider(code) if code in PROVIDERS else None


def settings_of(office_id: UUID) -> NoticeSettings:
    """The office's rules, the usual ones where nothing was ever set."""
    return NoticeSettings.objects.filter(office=office_id).first() or NoticeSettings(office_id=office_id)


def wishes_of(account_id: UUID) -> Preference:
    """A person's choices; an unsaved row where there are none."""
    return Preference.objects.filter(account=account_id).first() or Preference(account_id=account_id)


def consents_of(account_id: UUID) -> dict[str, Consent]:
    """By channel, those that hold."""
    return {row.channel: row for row in Consent.objects.filter(account=account_id, withdrawn_at=None)}


def row_of(office_id: UUID, code: str) -> ChannelAccount:
    """The office's account at a provider, made empty when there is none."""
    row, _ = ChannelAccount.objects.get_or_create(
        office_id=office_id, provider=code, defaults={"hook_key": random.token_hex(24)}
    )
    return row


def look_up(office_id: UUID, code: str) -> ChannelAccount:
    """The same for reading: an unsaved row, without ``hook_key``, when there is none."""
    found = ChannelAccount.objects.filter(office=office_id, provider=code).first()
    return found or ChannelAccount(office_id=office_id, provider=code)


def values_of(row: ChannelAccount) -> dict[str, str]:
    """What was typed in; empty when the installation's secret has changed since."""
    if not row.sealed:
        return {}
    try:
        kept: dict[str, str] = json.loads(secrets.decrypt(row.sealed))
    except ValueError:
        return {}
    return kept


def seal(values: Mapping[str, str]) -> str:
    """For ``ChannelAccount.sealed``."""
    return secrets.encrypt(json.dumps(dict(values), ensure_ascii=False))


def account_from(code: str, values: Mapping[str, str], timeout_seconds: float = 20.0) -> Account:
    """``values`` with the provider's defaults where nothing was typed."""
    fields = provider(code).fields
    return Account({field.name: values.get(field.name) or field.default for field in fields}, timeout_seconds)


def account_of(office_id: UUID, code: str) -> Account:
    """How the office reaches ``code``."""
    return account_from(code, values_of(look_up(office_id, code)))


def provider_of(settings: NoticeSettings, channel: str) -> Provider | None:
    """Who carries ``channel`` for the office; None where it was switched off."""
    return known(settings.providers.get(channel, USUAL_PROVIDERS.get(Channel(channel), "")))


def offered(settings: NoticeSettings) -> list[str]:
    """The channels beside push that the office can send on, in the usual order."""
    able = []
    for channel in ABROAD:
        by = provider_of(settings, channel)
        if by is not None and by.is_ready(account_of(settings.office_id, by.code)):
            able.append(str(channel))
    return able


def address_of(person: Person, channel: str, wish: Preference) -> str:
    """Where ``channel`` reaches the person; empty where it does not. Only addresses that a code has proven."""
    if not person.is_active or not person.is_citizen:
        return ""
    citizen = person.citizen
    match channel:
        case Channel.WHATSAPP | Channel.SMS:
            return (citizen.phone or "") if citizen.phone_confirmed_at else ""
        case Channel.EMAIL:
            return citizen.email if citizen.email_confirmed_at else ""
        case Channel.TELEGRAM:
            return wish.telegram_chat
    return ""


def order_for(settings: NoticeSettings, kind: str, wish: Preference) -> list[str]:
    """The channels of ``kind`` in the order to be tried: the office says which, the person in which order."""
    rule = settings.rules.get(kind, {}).get("channels")
    wanted = [name for name in (kind_of(kind).channels if rule is None else rule) if name in OUTSIDE]
    mine = [name for name in wish.channels if name in wanted]
    # Push costs nothing and leaves with the device: first, unless the person put it elsewhere.
    first = [str(name) for name in wanted if name == Channel.WEB_PUSH and name not in mine]
    return first + mine + [str(name) for name in wanted if name not in (*first, *mine)]


def staff_of(settings: NoticeSettings, kind: str) -> list[str]:
    """Who of the office hears of ``kind`` on the desk."""
    rule = settings.rules.get(kind, {}).get("staff")
    return list(kind_of(kind).staff if rule is None else rule)
