"""Devices: listed in words, signed out one by one or all at once, with everything that hangs on them."""

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts import devices, sweeping
from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.models import AccountEvent, Device
from tatadesa.core.clock import now
from tests.people import PASSWORD, PIN, World
from tests.portal.pages import text

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
LIST = "/akun/perangkat/"


def browser(nik: str = "3302076505909001", agent: str = ANDROID) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post("/masuk/", {"identitas": nik, "pin": PIN}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/surat/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (ANDROID, "Chrome di Android"),
        (
            "Mozilla/5.0 (Linux; Android 13) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
            "Samsung Internet di Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox di Linux"),
        ("curl/8.0", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_one_device_is_signed_out_and_the_others_stay(world: World) -> None:
    phone, lost = browser(), browser(agent="Mozilla/5.0 (iPhone) Safari/604.1")
    page = text(phone.get(LIST))
    assert "Chrome di Android Perangkat ini" in page
    assert "Safari di iPhone" in page
    gone = Device.objects.get(label="Safari di iPhone")
    assert phone.post(f"{LIST}{gone.pk}/keluar/").status_code == 302
    assert is_in(phone)
    assert not is_in(lost)
    assert AccountEvent.objects.filter(words="Dikeluarkan: Safari di iPhone.").exists()
    assert phone.post(f"{LIST}{gone.pk}/keluar/").status_code == 404


def test_nobody_signs_out_a_device_of_somebody_else(world: World) -> None:
    joko, siti = browser(world.joko.login), browser()
    other = Device.objects.get(account=world.siti)
    assert joko.post(f"{LIST}{other.pk}/keluar/").status_code == 404
    assert is_in(siti)


def test_signing_out_everywhere_else(world: World) -> None:
    lost = [browser(), browser()]
    phone, joko = browser(), browser(world.joko.login)
    assert phone.post(f"{LIST}keluar-semua/").status_code == 302
    assert is_in(phone)
    assert is_in(joko)
    assert not any(map(is_in, lost))
    assert Session.objects.count() == 2


def test_signing_out_ends_the_device_too(world: World) -> None:
    phone = browser()
    phone.post("/keluar/")
    assert not Device.objects.exists()


def test_the_live_stream_and_the_push_messages_of_the_device_end_with_it(world: World) -> None:
    phone = browser()
    device = Device.objects.get()
    url = phone.get("/langsung/token/").json()["url"]
    assert f"d:{device.pk}" in _topics(url)
    with CaptureQueriesContext(connection) as captured:
        devices.end_all(world.siti)
    assert any("pg_notify" in query["sql"] and f"d:{device.pk}" in query["sql"] for query in captured)
    job = ProcrastinateJob.objects.get(task_name="core.run_effect")
    assert job.args["payload"] == {"account_id": str(world.siti.pk), "devices": [str(device.pk)]}


def _topics(url: str) -> list[str]:

    token = parse_qs(urlsplit(url).query)["token"][0].split(".")[0]
    return list(json.loads(base64.urlsafe_b64decode(token + "=="))["t"])


def test_staff_see_and_end_their_devices(world: World) -> None:
    desks = [Client(headers={"User-Agent": ANDROID}) for _ in range(2)]
    for desk in desks:
        desk.post("/desk/masuk/", {"username": "operator", "password": PASSWORD})
    assert text(desks[0].get("/desk/akun/")).count("Chrome di Android") >= 2
    assert desks[0].post("/desk/akun/perangkat/keluar-semua/").status_code == 302
    assert desks[0].get("/desk/").status_code == 200
    assert desks[1].get("/desk/").status_code == 302


def test_last_use_is_written_at_most_every_five_minutes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = browser()
    before = Device.objects.get().last_seen_at
    is_in(phone)
    assert Device.objects.get().last_seen_at == before
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    is_in(phone)
    assert Device.objects.get().last_seen_at == later


def test_the_sweeper_removes_ended_sessions_with_their_devices_only(world: World) -> None:
    alive = browser()
    browser(world.joko.login)
    ended = Device.objects.get(account=world.joko)
    Session.objects.filter(session_key=ended.session_key).update(expire_date=now())
    Device.objects.update(created_at=now() - timedelta(hours=2))
    sweeping.sweep()
    assert [device.account for device in Device.objects.all()] == [world.siti]
    assert is_in(alive)
