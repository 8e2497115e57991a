"""What has happened lately, and push messages."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from pytest_django import Settings

from tatadesa.accounts.models import Citizen
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice, PushSubscription
from tests.people import World
from tests.portal.pages import MAX_QUERIES, queries, read_all, taken, text


def hear(world: World) -> None:
    """Siti is told that her application is being checked."""
    on_application_event({"event_id": str(taken(world).events.get(verb="take").pk)})


def copies(world: World, times: int) -> None:
    """More notices like the one Siti has: what a list reads does not depend on how they came about."""
    notice = Notice.objects.get(account=world.siti, channel="in_app")
    for position in range(times):
        notice.pk, notice.target = uuid.uuid4(), str(position)
        notice.save(force_insert=True)


@pytest.fixture
def browser_subscription() -> dict[str, Any]:
    from base64 import urlsafe_b64encode

    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "endpoint": "https://fcm.googleapis.com/fcm/send/abc",
        "keys": {
            "p256dh": urlsafe_b64encode(raw).decode().rstrip("="),
            "auth": urlsafe_b64encode(b"0123456789abcdef").decode().rstrip("="),
        },
    }


@pytest.fixture
def tell(siti: Client) -> Callable[[Any], Any]:
    def post(wanted: Any) -> Any:
        body = wanted if isinstance(wanted, str) else json.dumps(wanted)
        return siti.post(
            "/push/langganan/", body, content_type="application/json", headers={"accept": "application/json"}
        )

    return post


def test_new_ones_are_counted_and_read_by_a_post(siti: Client, world: World) -> None:
    hear(world)
    assert "belum dibaca: 1" in text(siti.get("/"))
    page = text(siti.get("/pemberitahuan/"))
    assert "Sedang diperiksa" in page
    notice = Notice.objects.get(account=world.siti, channel="in_app")
    assert notice.state == Notice.State.SENT, "looking has changed nothing"
    siti.post("/pemberitahuan/", {"kabar": [str(notice.pk)]})
    notice.refresh_from_db()
    assert notice.state == Notice.State.READ


def test_it_says_where_else_a_notice_went_and_what_became_of_it(siti: Client, world: World) -> None:
    hear(world)
    assert "Juga lewat" not in text(siti.get("/pemberitahuan/"))
    told = Notice.objects.get(account=world.siti, channel="in_app")
    sides = [
        ("web_push", "a", "failed"),
        ("web_push", "b", "delivered"),
        ("whatsapp", "", "failed"),
        ("sms", "", "sent"),
    ]
    for channel, target, state in sides:
        told.pk, told.channel, told.target, told.state = uuid.uuid4(), channel, target, state
        told.save(force_insert=True)
    assert "Juga lewat HP (sampai), WhatsApp (tidak sampai), SMS (terkirim)" in text(siti.get("/pemberitahuan/"))


def test_strangers_mark_nothing(joko: Client, world: World) -> None:
    hear(world)
    notice = Notice.objects.get(account=world.siti, channel="in_app")
    joko.post("/pemberitahuan/", {"kabar": [str(notice.pk)]})
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT


def test_queries_do_not_grow_with_rows(siti: Client, world: World) -> None:
    hear(world)
    one = queries(siti, "/pemberitahuan/")
    copies(world, 29)
    assert queries(siti, "/pemberitahuan/") == one <= MAX_QUERIES


def test_pages_follow_one_another_without_gap_or_double(siti: Client, world: World) -> None:
    hear(world)
    copies(world, 44)
    seen = read_all(siti, "/pemberitahuan/", 'name="kabar" value="([^"]+)"')
    assert len(seen) == len(set(seen)) == 45


def test_a_place_that_is_none_is_refused(siti: Client) -> None:
    assert siti.get("/pemberitahuan/", {"sesudah": "%%%"}).status_code == 422


def test_every_page_counts_what_is_unread(siti: Client, world: World) -> None:
    hear(world)
    for path in ("/layanan/", "/permohonan/", "/akun/"):
        assert "belum dibaca: 1" in text(siti.get(path)), path


def test_a_browser_can_be_added_and_taken_away(
    world: World, tell: Callable[[Any], Any], browser_subscription: dict[str, Any]
) -> None:
    assert tell({"pasang": browser_subscription}).status_code == 201
    assert PushSubscription.objects.get().account_id == world.siti.pk
    assert tell({"lepas": browser_subscription["endpoint"]}).json() == {"aktif": False}
    assert not PushSubscription.objects.exists()


def test_signing_out_takes_this_browser_away(
    siti: Client, tell: Callable[[Any], Any], browser_subscription: dict[str, Any]
) -> None:
    tell({"pasang": browser_subscription})
    siti.post("/keluar/", {"perangkat": browser_subscription["endpoint"]})
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "wanted",
    ["{", "[]", "1", {}, {"pasang": 1}, {"lepas": []}, {"pasang": {"endpoint": "http://10.0.0.1/"}}, "[" * 100_000],
    ids=["cut", "list", "number", "empty", "no subscription", "no endpoint", "private address", "deep"],
)
def test_nonsense_is_refused(tell: Callable[[Any], Any], wanted: Any) -> None:
    response = tell(wanted)
    assert response.status_code == 422
    assert response.json()["error"]
    assert not PushSubscription.objects.exists()


def test_the_account_page_shows_phone_and_source(siti: Client, world: World, settings: Settings) -> None:
    settings.SOURCE_URL = "https://kode.desa.id/"
    Citizen.objects.filter(account=world.siti).update(phone="6281234567890")
    response = siti.get("/akun/")
    assert "0812-3456-7890" in text(response)
    assert 'href="https://kode.desa.id/"' in response.content.decode()


def test_the_account_page(siti: Client) -> None:
    page = text(siti.get("/akun/"))
    assert "SITI AMINAH" in page
    assert "Desa Karangsari" in page
    assert "Kode sumber" not in page
    assert "3302076505909001" not in page, "the NIK is masked"
    assert queries(siti, "/akun/") <= MAX_QUERIES
