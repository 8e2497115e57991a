"""The demo's village writes by every provider: the emulated ones."""

from __future__ import annotations

from collections.abc import Mapping

from tatadesa.accounts.models import Account
from tatadesa.config.demo.offices import HOME_VILLAGE
from tatadesa.notices import channels
from tatadesa.notices.actions.change_preferences import Wish, change_preferences
from tatadesa.notices.kinds import Channel
from tatadesa.notices.models import Consent
from tatadesa.offices.models import Office

_VALUES = {
    "fonnte": {"token": "demo"},
    "wablas": {"token": "demo", "secret_key": "demo"},
    "telegram": {"bot": "kabar_demo_bot", "token": "1000:demo_demo_demo", "hook_secret": "demo"},
    "zenziva": {"userkey": "demo", "passkey": "demo"},
}


def connect_channels(urls: Mapping[str, str]) -> None:
    """Point the village's accounts at the emulators, which have other ports at each start.

    An account that somebody has pointed elsewhere is left alone. At first start two citizens have agreed to WhatsApp
    and e-mail, so that there is something to see.
    """
    office = Office.objects.get(code=HOME_VILLAGE)
    for code, url in urls.items():
        row = channels.row_of(office.pk, code)
        kept = channels.values_of(row) or _VALUES[code]
        if not kept.get("url", "http://127.0.0.1:").startswith("http://127.0.0.1:"):
            continue
        row.sealed = channels.seal({**kept, "url": url})
        row.save()
    if not Consent.objects.exists():
        _agree(office)


def _agree(office: Office) -> None:
    proven = Account.objects.filter(citizen__office=office, citizen__phone_confirmed_at__isnull=False, is_active=True)
    for account in proven.order_by("citizen__name", "pk")[:2]:
        wish = channels.wishes_of(account.pk)
        able = [str(name) for name in (Channel.WHATSAPP, Channel.EMAIL) if channels.address_of(account, name, wish)]
        change_preferences(account, Wish(frozenset(able), [str(Channel.WEB_PUSH), *able]))
