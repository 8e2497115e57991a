"""The pages about OpenDK."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account
from tatadesa.letters.models import HandOffEntry, HandOffSettings
from tests.desk.stages import address, issued, text
from tests.people import PASSWORD, TOTP_SECRET, World

Browser = Callable[[Account], Client]
pytestmark = pytest.mark.django_db
PAGE = "/desk/pengaturan/opendk/"
RIGHT = {
    "seen": "1",
    "server": "https://opendk.example",
    "village_code": "33.02.07.2901",
    "token": "kunci-opendk",
    "is_on": "1",
}


@pytest.fixture
def admin(world: World, signed_in: Browser) -> Client:
    """The administrator's browser."""
    staff = create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret=TOTP_SECRET
    )
    return signed_in(staff.account)


def test_settings_by_an_administrator(admin: Client) -> None:
    assert "33.02.07.2901" in text(admin.get(PAGE))
    assert admin.post(PAGE, RIGHT).status_code == 302
    page = text(admin.get(PAGE))
    assert "Token sudah tersimpan" in page
    assert "kunci-opendk" not in page


def test_what_is_wrong_stays_typed(admin: Client) -> None:
    response = admin.post(PAGE, {**RIGHT, "server": "bukan alamat\0"})
    assert (response.status_code, 'value="bukan alamat"' in text(response)) == (422, True)
    assert admin.post(PAGE, {**RIGHT, "seen": "x"}).status_code == 409


def test_others_are_refused(world: World, signed_in: Browser) -> None:
    assert signed_in(world.operator.account).get(PAGE).status_code == 403


def test_sending_from_the_requests_page(world: World, signed_in: Browser) -> None:
    letter = issued(world)
    desk = signed_in(world.operator.account)
    assert "Kirim ke OpenDK" not in text(desk.get(address(letter.application)))
    HandOffSettings.objects.create(office=world.karangsari, is_on=True, server="http://127.0.0.1:1", token="x")
    assert "Kirim ke OpenDK" in text(desk.get(address(letter.application)))
    assert desk.post(f"/desk/surat/{letter.pk}/kecamatan/").status_code == 302
    assert "Sedang dikirim" in text(desk.get(address(letter.application)))
    again = desk.post(f"/desk/surat/{letter.pk}/kecamatan/", follow=True)
    assert "sedang dikirim ke kecamatan" in text(again)
    HandOffEntry.objects.update(state="failed", reason="OpenDK menolak.")
    page = text(desk.get(address(letter.application)))
    assert "OpenDK menolak." in page
    assert "Kirim lagi" in page
