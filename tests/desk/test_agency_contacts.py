"""The list of agencies without account."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.models import AgencyContact
from tests.agencies import puskesmas
from tests.desk.stages import text
from tests.people import World

Browser = Callable[[Account], Client]
pytestmark = pytest.mark.django_db
PAGE = "/desk/pengaturan/instansi/"
RIGHT = {
    "kind": "polsek",
    "name": "Polsek Uji",
    "email": "polsek@contoh.id",
    "phone": "0812-3456-7890",
    "is_active": "1",
}


@pytest.fixture
def desk(world: World, signed_in: Browser) -> Client:
    """The secretary's browser."""
    return signed_in(world.sekdes.account)


def test_add_and_change(desk: Client) -> None:
    assert desk.post(PAGE, RIGHT).status_code == 302
    contact = AgencyContact.objects.get()
    assert (contact.phone, contact.email) == ("6281234567890", "polsek@contoh.id")
    assert "Polsek Uji" in text(desk.get(PAGE))
    assert "0812-3456-7890" in desk.get(f"{PAGE}{contact.pk}/").content.decode()
    assert desk.post(f"{PAGE}{contact.pk}/", {**RIGHT, "name": "Polsek Baru", "is_active": ""}).status_code == 302
    without = {name: value for name, value in RIGHT.items() if name != "is_active"}
    desk.post(f"{PAGE}{contact.pk}/", without)
    contact.refresh_from_db()
    assert (contact.name, contact.is_active) == ("Polsek Uji", False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "desa"}, "Pilih jenis instansi."),
        ({"name": "\0 "}, "Isi nama instansi"),
        ({"name": "a" * 121}, "Isi nama instansi"),
        ({"email": "bukan"}, "Isi alamat e-mail"),
        ({"phone": "12"}, "Isi nomor HP"),
        ({"email": "", "phone": ""}, "Isi e-mail atau nomor WhatsApp"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, str], words: str, desk: Client) -> None:
    response = desk.post(PAGE, {**RIGHT, **changes})
    assert response.status_code == 422
    assert words in text(response)
    assert "email" in changes or 'value="polsek@contoh.id"' in response.content.decode()
    assert not AgencyContact.objects.exists()


def test_a_name_is_there_once(world: World, desk: Client) -> None:
    puskesmas(world)
    response = desk.post(PAGE, {**RIGHT, "name": "Puskesmas Uji"})
    assert (response.status_code, "Nama ini sudah ada" in text(response)) == (422, True)


def test_others_do_not_keep_the_list(world: World, signed_in: Browser) -> None:
    contact = puskesmas(world)
    assert signed_in(world.operator.account).get(PAGE).status_code == 403
    assert signed_in(world.operator.account).post(PAGE, RIGHT).status_code == 403
    stranger = signed_in(world.stranger_kades.account)
    assert stranger.get(f"{PAGE}{contact.pk}/").status_code == 404
    assert stranger.post(f"{PAGE}{contact.pk}/", RIGHT).status_code == 404
