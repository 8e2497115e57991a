"""Changing PIN and password: the old one is asked, the new one checked, all other devices fall out."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account, AccountEvent, Device
from tests.people import PASSWORD, PIN, World
from tests.portal.pages import text

NEW, NIK = "581726", "3302076505909001"
SENTENCE = "padi menguning di sawah"
SignedIn = Callable[[Account], Client]


def browser(pin: str = PIN) -> Client:
    client = Client()
    assert client.post("/masuk/", {"identitas": NIK, "pin": pin}).status_code == 302
    return client


def change(client: Client, old: str = PIN, new: str = NEW, again: str = NEW) -> int:
    return client.post("/akun/pin/", {"lama": old, "pin": new, "ulang": again}).status_code


def test_the_new_pin_counts_and_other_devices_fall_out(world: World) -> None:
    phone, other = browser(), browser()
    assert change(phone) == 302
    assert phone.get("/surat/").status_code == 200
    assert other.get("/surat/").status_code == 302
    assert Device.objects.get().session_key == phone.session.session_key
    assert Client().post("/masuk/", {"identitas": NIK, "pin": PIN}).status_code == 422
    browser(NEW)
    event = AccountEvent.objects.get(kind=AccountEvent.Kind.SECRET_CHANGED)
    assert event.words == "PIN diganti. 1 perangkat lain dikeluarkan."


@pytest.mark.parametrize(
    ("old", "new", "again", "at"),
    [
        ("918273", NEW, NEW, "lama"),
        (PIN, "111111", "111111", "pin"),
        (PIN, "58172", "58172", "pin"),
        (PIN, NEW, "581727", "ulang"),
        (PIN, PIN, PIN, "pin"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(old: str, new: str, again: str, at: str, world: World) -> None:
    phone = browser()
    response = phone.post("/akun/pin/", {"lama": old, "pin": new, "ulang": again})
    assert response.status_code == 422
    assert f'href="#{at}"' in response.content.decode()
    browser()


def test_the_old_pin_cannot_be_guessed_at_an_open_session(world: World) -> None:
    phone = browser()
    assert [change(phone, old=f"9182{turn}3") for turn in range(6)][-1] == 429
    assert change(phone) == 429


@pytest.mark.parametrize("new", ["pendek", "password123", "operator-2026", "aaaaaaaaaaaa", PASSWORD])
def test_a_password_that_is_easily_guessed_is_refused(new: str, world: World, signed_in: SignedIn) -> None:
    desk = signed_in(world.operator.account)
    response = desk.post("/desk/akun/sandi/", {"lama": PASSWORD, "baru": new, "ulang": new})
    assert response.status_code == 422
    assert 'id="baru-salah"' in response.content.decode()


def test_a_sentence_is_a_good_password(world: World) -> None:
    desk, other = Client(), Client()
    for client in (desk, other):
        client.post("/desk/masuk/", {"username": "operator", "password": PASSWORD})
    assert desk.post("/desk/akun/sandi/", {"lama": PASSWORD, "baru": SENTENCE, "ulang": "x"}).status_code == 422
    assert desk.post("/desk/akun/sandi/", {"lama": "x", "baru": SENTENCE, "ulang": SENTENCE}).status_code == 422
    assert desk.post("/desk/akun/sandi/", {"lama": PASSWORD, "baru": SENTENCE, "ulang": SENTENCE}).status_code == 302
    assert desk.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert "Kata sandi diganti" in text(desk.get("/desk/akun/"))
    assert Client().post("/desk/masuk/", {"username": "operator", "password": SENTENCE}).status_code == 302
