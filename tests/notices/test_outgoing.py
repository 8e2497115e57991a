"""What leaves the country: every channel's outgoing bytes are searched for anything that must stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from uuid import uuid4

import httpx
import pytest

from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.gateways.mail.emulator import make_server as make_mail_server
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.facts import Facts, fill
from tatadesa.notices.handlers import on_application_message
from tatadesa.notices.models import Notice, NoticeWords
from tests.gateways.emulators import Running
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import taken, tell, with_device
from tests.notices.phones import agree, connect, set_office
from tests.people import World

MARKER = "RAHASIA-XYZZY"
# Any digits may stand there: what the emulators note of their own, ids of messages, uuids, receipts.
CHANCE = re.compile(r'"(?:at|id|Message-ID)": [^,]+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}:[\w-]{43}')
CARRIERS = [
    {"whatsapp": "whatsapp_cloud"},
    {"whatsapp": "fonnte"},
    {"whatsapp": "wablas"},
    {"telegram": "telegram"},
    {"sms": "zenziva"},
    {"email": "mail"},
]


@pytest.fixture
def emulators(world: World, settings) -> Iterator[dict[str, str]]:
    settings.CHANNELS_MAY_BE_PRIVATE = True
    with ExitStack() as stack:
        urls = {}
        for name in ("whatsapp", "fonnte", "wablas", "telegram", "zenziva"):
            server = import_module(f"tatadesa.gateways.{name}.emulator").make_server(0)
            urls[name] = stack.enter_context(Running(server)).url
        settings.WHATSAPP_BASE_URL = f"{urls['whatsapp']}/v21.0"
        connect(world, "whatsapp_cloud", token="t", phone_id="1")
        connect(world, "fonnte", token="t", url=urls["fonnte"])
        connect(world, "wablas", token="t", url=urls["wablas"])
        connect(world, "telegram", token="123456:abcdefghijklm", bot="kabar_bot", url=urls["telegram"])
        connect(world, "zenziva", userkey="u", passkey="p", url=f"{urls['zenziva']}/reguler")
        mail = stack.enter_context(Running(make_mail_server(0, 0)))
        settings.SMTP_URL = f"smtp://127.0.0.1:{mail.server.smtp.server_address[1]}?tls=no"
        settings.MAIL_FROM = "Desa <desa@contoh.id>"
        yield {**{name: f"{url}/pesan" for name, url in urls.items()}, "mail": f"{mail.url}/surat"}


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: next(iter(carrier.values())))
def test_no_channel_carries_a_name_a_nik_an_answer_or_an_officers_words(
    world: World, emulators: dict[str, str], push_service: PushService, carrier: dict[str, str]
) -> None:
    [(channel, code)] = carrier.items()
    set_office(world, providers=carrier)
    NoticeWords.objects.create(
        office=world.karangsari, kind="reject", title="{kantor}", body="{nomor} {layanan} {status}"
    )
    browser = with_device(push_service, world.siti)
    agree(world.siti, channel)
    application, event = taken(world)
    message = write_to_citizen(world.operator, application.number, key=uuid4(), text=f"{MARKER} soal NIK Anda")
    reject(world.operator, application.number, seen=2, reason=f"{MARKER} {world.siti.login}")
    for one in (event, application.events.get(verb="reject")):
        tell(one)
    on_application_message({"message_id": str(message.pk)})
    said = [json.dumps(one) for one in push_service_after(push_service, browser)]
    for notice in Notice.objects.filter(channel="web_push"):
        notice.channel = channel
        notice.provider, notice.target, notice.state = code, "", "queued"
        notice.save()
        assert deliver_message(notice.pk) is None
        notice.refresh_from_db()
        assert notice.state in ("sent", "delivered"), notice.failure
    said += [httpx.get(url).text for url in emulators.values()]
    everything = CHANCE.sub("", " ".join(said))
    assert application.number in everything
    everything = everything.replace(application.number, "")
    answers = [str(value) for value in application.answers.values() if len(str(value)) > 3]
    secrets = [MARKER, world.siti.login, world.siti.citizen.name, world.operator.name, "3302", *answers]
    assert [secret for secret in secrets if secret.lower() in everything.lower()] == []


def test_there_is_no_hole_for_anything_else() -> None:
    facts = Facts("26-K7QM-3XPD", "SKU", "Selesai", "Desa A")
    assert fill("{nomor}|{layanan}|{status}|{kantor}|{nik}|{nama}|{}", facts) == ("26-K7QM-3XPD|SKU|Selesai|Desa A|||")
    assert set(facts.by_placeholder()) == {"nomor", "layanan", "status", "kantor"}


def push_service_after(service: PushService, browser: dict[str, object]) -> list[dict[str, object]]:
    """What the push service decrypts once every waiting push has gone."""
    for notice in Notice.objects.filter(channel="web_push"):
        deliver_push(notice.pk)
    return service.shown(browser)
