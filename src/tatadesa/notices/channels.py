"""Reaching people from one office: its settings, its account at each provider, and who can be reached how."""

from __future__ import annotations

from uuid import UUID

from tatadesa.accounts.models import Account as Person
from tatadesa.accounts.provider_accounts import ProviderAccounts, seal, values_of
from tatadesa.notices.kinds import ABROAD, Channel, kind_of
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

ACCOUNTS: ProviderAccounts[Provider, ChannelAccount] = ProviderAccounts(
    ChannelAccount, PROVIDERS, provider, "channel_test"
)
"""The offices' accounts at providers of messages."""
known, row_of, look_up = ACCOUNTS.known, ACCOUNTS.row_of, ACCOUNTS.look_up
account_from, account_of = ACCOUNTS.account_from, ACCOUNTS.account_of
__all__ = [
    "ACCOUNTS",
    "ALERTS",
    "SHARED",
    "USUAL_PROVIDERS",
    "account_from",
    "account_of",
    "address_of",
    "consents_of",
    "known",
    "look_up",
    "offered",
    "order_for",
    "provider_of",
    "row_of",
    "seal",
    "settings_of",
    "staff_of",
    "values_of",
    "wishes_of",
]


def settings_of(office_id: UUID) -> NoticeSettings:
    """The office's rules, the usual ones where nothing was ever set."""
    return NoticeSettings.objects.filter(office=office_id).first() or NoticeSettings(office_id=office_id)


def wishes_of(account_id: UUID) -> Preference:
    """A person's choices; an unsaved row where there are none."""
    return Preference.objects.filter(account=account_id).first() or Preference(account_id=account_id)


def consents_of(account_id: UUID) -> dict[str, Consent]:
    """By channel, those that hold."""
    return {row.channel: row for row in Consent.objects.filter(account=account_id, withdrawn_at=None)}


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
    wanted = [name for name in (kind_of(kind).channels if rule is None else rule) if name in kind_of(kind).possible]
    mine = [name for name in wish.channels if name in wanted]
    # Push costs nothing and leaves with the device: first, unless the person put it elsewhere.
    first = [str(name) for name in wanted if name == Channel.WEB_PUSH and name not in mine]
    return first + mine + [str(name) for name in wanted if name not in (*first, *mine)]


def staff_of(settings: NoticeSettings, kind: str) -> list[str]:
    """Who of the office hears of ``kind`` on the desk."""
    rule = settings.rules.get(kind, {}).get("staff")
    return list(kind_of(kind).staff if rule is None else rule)
