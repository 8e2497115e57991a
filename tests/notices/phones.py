"""A citizen with a proven phone who agreed to be written to, and an office that writes at any hour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import httpx

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.gateways.whatsapp.emulator import make_server
from tatadesa.notices import channels
from tatadesa.notices.actions.change_preferences import Wish, change_preferences
from tatadesa.notices.models import Notice, NoticeSettings, Preference
from tests.gateways.emulators import Running
from tests.people import World

PHONE = "6281234567001"
SECRET = "rahasia-aplikasi"


def set_office(world: World, **values: Any) -> NoticeSettings:
    """The village's rules; quiet hours are none unless they are named."""
    never = {"quiet_from": time(0), "quiet_until": time(0)}
    row, _ = NoticeSettings.objects.update_or_create(office=world.karangsari, defaults={**never, **values})
    return row


def agree(account: Account, *agreed: str, **wish: Any) -> Preference:
    """Proven phone and e-mail, a Telegram chat, and consent to ``agreed`` in this order."""
    citizen = account.citizen
    citizen.phone, citizen.phone_confirmed_at = PHONE, now()
    citizen.email, citizen.email_confirmed_at = "siti@contoh.id", now()
    citizen.save()
    Preference.objects.update_or_create(account=account, defaults={"telegram_chat": "777"})
    return change_preferences(account, Wish(frozenset(agreed), agreed, **wish))


@contextmanager
def whatsapp(world: World, settings: Any) -> Iterator[Running]:
    """The Cloud API's emulator as the number of Karangsari."""
    with Running(make_server(0)) as running:
        settings.WHATSAPP_BASE_URL = f"{running.url}/v21.0"
        connect(world, "whatsapp_cloud", phone_id="1000", token="tok", app_secret=SECRET, verify_token="kata")
        yield running


def connect(world: World, code: str, **values: str) -> str:
    """The village's account at a provider; gives the path of its callbacks."""
    row = channels.row_of(world.karangsari.pk, code)
    row.sealed = channels.seal(values)
    row.save()
    return f"/kait/pesan/{code}/{row.hook_key}/"


def received(running: Running, receiver: str = PHONE) -> list[dict[str, Any]]:
    """What arrived there."""
    found: list[dict[str, Any]] = httpx.get(f"{running.url}/pesan/{receiver}").json()
    return found


def notice(channel: str) -> Notice:
    """The only one on ``channel``."""
    return Notice.objects.get(channel=channel)
