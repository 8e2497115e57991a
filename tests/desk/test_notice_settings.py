"""The office's rules and its account at each provider, as a kades sets them."""

import pytest

from tatadesa.gateways.telegram.emulator import make_server
from tatadesa.notices import channels
from tatadesa.notices.models import NoticeSettings
from tests.gateways.emulators import Running
from tests.people import World

PAGE = "/desk/kabar/pengaturan/"
GOOD = {
    "seen": "1",
    "tunggu": "45",
    "dari": "20.30",
    "sampai": "05:00",
    "ringkasan": "7",
    "lewat-whatsapp": "fonnte",
    "lewat-email": "mail",
    "lewat:take": ["web_push", "email"],
    "petugas:approve": ["signer"],
}


def test_what_was_chosen_is_kept_and_only_what_differs(world: World, signed_in) -> None:
    client = signed_in(world.kades.account)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, GOOD).status_code == 302
    kept = NoticeSettings.objects.get()
    assert (kept.wait_minutes, str(kept.quiet_from), str(kept.quiet_until)) == (45, "20:30:00", "05:00:00")
    assert kept.providers == {"whatsapp": "fonnte", "telegram": "", "email": "mail", "sms": ""}
    assert kept.rules["take"] == {"channels": ["web_push", "email"]}
    assert kept.rules["approve"] == {"channels": [], "staff": ["signer"]}
    assert not kept.has_digest


@pytest.mark.parametrize(
    ("name", "typed"), [("tunggu", "0"), ("tunggu", "²"), ("dari", "25.00"), ("sampai", "\0"), ("lewat-sms", "fonnte")]
)
def test_a_bad_field_comes_back_filled(world: World, signed_in, name: str, typed: str) -> None:
    answer = signed_in(world.kades.account).post(PAGE, {**GOOD, name: typed})
    assert answer.status_code == 422
    assert f'id="{name}-salah"' in answer.content.decode()
    assert 'value="05:00"' in answer.content.decode() or name == "sampai"
    assert not NoticeSettings.objects.filter(edition__gt=1).exists()


def test_an_operator_sets_nothing_and_a_stale_page_neither(world: World, signed_in) -> None:
    assert signed_in(world.operator.account).post(PAGE, GOOD).status_code == 403
    kades = signed_in(world.kades.account)
    kades.post(PAGE, GOOD)
    assert kades.post(PAGE, GOOD).status_code == 409


def test_a_provider_is_connected_tried_and_its_secret_never_shown(world: World, signed_in, settings) -> None:
    settings.CHANNELS_MAY_BE_PRIVATE = True
    kades, page = signed_in(world.kades.account), f"{PAGE}lewat/telegram/"
    with Running(make_server(0)) as running:
        typed = {"seen": "1", "bot": "kabar_demo_bot", "token": "123456:abcdefghijklm", "url": running.url}
        assert kades.post(page, typed).status_code == 302
        assert "123456:abc" not in kades.get(page).content.decode()
        tried = kades.post(f"{page}coba/").content.decode()
    assert "@kabar_demo_bot." in tried
    assert "rahasia belum diisi" in tried
    kept = channels.values_of(channels.look_up(world.karangsari.pk, "telegram"))
    assert kept["token"] == "123456:abcdefghijklm"


def test_an_address_inside_our_network_is_not_asked(world: World, signed_in) -> None:
    kades, page = signed_in(world.kades.account), f"{PAGE}lewat/wablas/"
    assert kades.post(page, {"seen": "1", "token": "t", "url": "http://127.0.0.1:9"}).status_code == 302
    assert "tidak boleh dihubungi" in kades.post(f"{page}coba/").content.decode()
    assert kades.get(f"{PAGE}lewat/kuda/").status_code == 404
