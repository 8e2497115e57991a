"""What providers of messages post: believed only with their signature or secret, once, in any order."""

import hashlib
import hmac
import json

import pytest
from django.test import Client

from tatadesa.notices.models import Notice, Preference
from tests.notices.helpers import taken, tell
from tests.notices.phones import SECRET, agree, connect, notice, set_office
from tests.people import World

CLOUD = {"phone_id": "1000", "token": "tok", "app_secret": SECRET, "verify_token": "kata"}


@pytest.fixture
def path(world: World) -> str:
    where = connect(world, "whatsapp_cloud", **CLOUD)
    set_office(world)
    agree(world.siti, "whatsapp")
    tell(taken(world)[1])
    Notice.objects.filter(channel="whatsapp").update(state="sent", provider_id="wamid.1")
    return where


def news(status: str, identity: str = "wamid.1", **more: object) -> bytes:
    told = {"id": identity, "status": status, "timestamp": "1700000000", **more}
    value = {"messaging_product": "whatsapp", "statuses": [told]}
    return json.dumps({"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}).encode()


def post(path: str, body: bytes, secret: str = SECRET, signature: str = "") -> int:
    signed = signature or "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signed}
    return Client().post(path, body, content_type="application/json", headers=headers).status_code


def test_read_then_delivered_stays_read(path: str) -> None:
    assert post(path, news("read")) == 200
    assert post(path, news("delivered")) == 200
    assert post(path, news("read")) == 200
    assert (notice("whatsapp").state, notice("whatsapp").delivered_at is not None) == ("read", True)


@pytest.mark.parametrize("signature", ["", "sha256=00", "sha256=é", "sha1=abc"])
def test_a_wrong_signature_changes_nothing(path: str, signature: str) -> None:
    given = signature or "sha256=" + hmac.new(b"lain", news("read"), hashlib.sha256).hexdigest()
    assert post(path, news("read"), signature=given.encode("latin-1", "replace").decode("latin-1")) == 403
    assert notice("whatsapp").state == "sent"


def test_our_own_name_matches_where_the_answer_was_lost(path: str) -> None:
    Notice.objects.filter(channel="whatsapp").update(provider_id="")
    assert post(path, news("delivered", "wamid.9", biz_opaque_callback_data=str(notice("whatsapp").pk))) == 200
    assert (notice("whatsapp").state, notice("whatsapp").provider_id) == ("delivered", "wamid.9")


def test_a_failure_keeps_its_code_and_nonsense_is_answered(path: str) -> None:
    for body in (b"", b"[]", b"\xff", b'{"entry": [{"changes": [{"value": {"statuses": [{"id": 1}]}}]}]}'):
        assert post(path, body) == 200
    assert post(path, news("failed", errors=[{"code": 131026}])) == 200
    assert (notice("whatsapp").state, notice("whatsapp").failure) == ("failed", "WhatsApp: kode 131026.")


def test_the_handshake_gives_the_challenge_to_who_knows_the_word(path: str) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "kata", "hub.challenge": "1158201444"}
    good = Client().get(path, query)
    assert (good.status_code, good.content, good["Content-Type"]) == (200, b"1158201444", "text/plain; charset=utf-8")
    assert Client().get(path, {**query, "hub.verify_token": "tebak"}).status_code == 403
    assert Client().get(path).status_code == 403


def test_nobodys_address_and_too_much(path: str, world: World) -> None:
    assert post("/kait/pesan/whatsapp_cloud/tidak-ada/", news("read")) == 404
    assert post("/kait/pesan/kuda/bersama/", news("read")) == 404
    assert post("/kait/pesan/mail/bersama/", news("read")) == 404
    assert post(path, b" " * 300_000) == 413


def test_the_shared_number_has_the_installations_secret(path: str, settings) -> None:
    assert post("/kait/pesan/whatsapp_cloud/bersama/", news("read"), "") == 403
    settings.WHATSAPP_APP_SECRET = "bersama"
    assert post("/kait/pesan/whatsapp_cloud/bersama/", news("read"), "bersama") == 200
    assert notice("whatsapp").state == "read"


def test_fonnte_tells_by_its_own_words(world: World) -> None:
    where = connect(world, "fonnte", token="tok", hook_secret="kata")
    set_office(world, providers={"whatsapp": "fonnte"})
    agree(world.siti, "whatsapp")
    tell(taken(world)[1])
    Notice.objects.filter(channel="whatsapp").update(state="sent", provider_id="142223099")
    told = {"id": 142223099, "state": "delivered", "secret": "kata"}
    assert Client().post(where, {**told, "secret": "x"}, content_type="application/json").status_code == 403
    assert Client().post(where, told, content_type="application/json").status_code == 200
    assert notice("whatsapp").state == "delivered"


def test_telegram_ties_a_chat_to_who_holds_the_code_once(world: World) -> None:
    where = connect(world, "telegram", bot="kabar_bot", token="123456:abcdefghijklm", hook_secret="kata")
    Preference.objects.create(account=world.siti, telegram_code="kode_yang_panjang_sekali")

    def start(code: str, secret: str) -> int:
        update = {"message": {"text": f"/start {code}", "chat": {"id": 4242, "type": "private"}}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        return Client().post(where, update, content_type="application/json", headers=headers).status_code

    assert start("kode_yang_panjang_sekali", "salah") == 403
    assert start("kode_lain_yang_panjang", "kata") == 200
    assert Preference.objects.get().telegram_chat == ""
    assert start("kode_yang_panjang_sekali", "kata") == 200
    assert (Preference.objects.get().telegram_chat, Preference.objects.get().telegram_code) == ("4242", "")
