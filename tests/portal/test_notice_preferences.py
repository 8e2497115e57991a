"""How a citizen wants to be told."""

from tatadesa.notices.models import Consent, Preference, PushSubscription
from tests.gateways.webpush.conftest import push_service
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import with_device
from tests.notices.phones import agree, connect
from tests.people import World

__all__ = ["push_service"]
PAGE = "/akun/kabar/"


def test_a_consent_is_written_down_with_its_time_and_so_is_its_end(world: World, signed_in, settings) -> None:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "t", "1"
    agree(world.siti)
    siti = signed_in(world.siti)
    page = siti.get(PAGE).content.decode()
    assert "WhatsApp" in page
    assert "0812-****-7001" in page
    assert siti.post(PAGE, {"setuju-whatsapp": "1", "urutan-whatsapp": "1", "urutan-web_push": "2"}).status_code == 302
    assert Preference.objects.get().channels[:2] == ["whatsapp", "web_push"]
    assert "Anda setuju sejak" in siti.get(PAGE).content.decode()
    siti.post(PAGE, {})
    assert Consent.objects.get().withdrawn_at is not None


def test_without_a_proven_number_there_is_no_consent(world: World, signed_in) -> None:
    answer = signed_in(world.siti).post(PAGE, {"setuju-sms": "1", "tenang": "own", "dari": "99", "sampai": "\0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pastikan dulu nomor HP" in page
    assert 'id="dari-salah"' in page
    assert not Consent.objects.exists()


def test_own_quiet_hours_and_what_rings_all_the_same(world: World, signed_in) -> None:
    typed = {"tenang": "own", "dari": "20.15", "sampai": "5", "malam": ["complete", "kuda"], "bahasa": "jv"}
    assert signed_in(world.siti).post(PAGE, typed).status_code == 302
    kept = Preference.objects.get()
    assert (str(kept.quiet_from), str(kept.quiet_until)) == ("20:15:00", "05:00:00")
    assert (kept.even_at_night, kept.language) == (["complete"], "jv")


def test_a_device_is_taken_off_by_its_owner_only(world: World, signed_in, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    device = PushSubscription.objects.get()
    assert "Chrome di Android" in signed_in(world.siti).get(PAGE).content.decode()
    assert signed_in(world.budi).post(f"{PAGE}perangkat/{device.pk}/lepas/").status_code == 404
    assert signed_in(world.siti).post(f"{PAGE}perangkat/{device.pk}/lepas/").status_code == 302
    assert not PushSubscription.objects.exists()


def test_telegram_is_tied_by_a_link_that_only_this_account_was_given(world: World, signed_in) -> None:
    connect(world, "telegram", bot="kabar_bot", token="123456:abcdefghijklm")
    page = signed_in(world.siti).post(f"{PAGE}telegram/").content.decode()
    assert f"https://t.me/kabar_bot?start={Preference.objects.get().telegram_code}" in page


def test_an_office_without_a_bot_offers_none(world: World, signed_in) -> None:
    assert signed_in(world.siti).post(f"{PAGE}telegram/").status_code == 409
