"""The sign-in page of staff."""

import pyotp
import pytest
from django.test import Client

from tatadesa.accounts import secrets, totp
from tatadesa.accounts.models import StaffMember
from tests.desk.stages import text
from tests.people import PASSWORD, PIN, World


def enter(client: Client, username: str = "operator", password: str = PASSWORD, **more: str) -> int:
    return client.post("/desk/masuk/", {"username": username, "password": password, **more}).status_code


def test_password_opens_the_inbox(world: World, client: Client) -> None:
    response = client.post("/desk/masuk/", {"username": " Operator ", "password": PASSWORD})
    assert response.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/masuk/").headers["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("username", "password"),
    [("operator", "keliru-91"), ("tidak-ada", PASSWORD), ("3302076505909001", PIN), ("oper\0ator", "keliru-91")],
)
def test_one_answer_for_unknown_name_and_wrong_password(
    username: str, password: str, world: World, client: Client
) -> None:
    response = client.post("/desk/masuk/", {"username": username, "password": password})
    page = text(response)
    assert response.status_code == 422
    assert "Nama pengguna atau kata sandi salah." in page
    assert f'value="{username}"' in page
    assert password not in page
    assert client.get("/desk/").status_code == 302


def test_second_factor(world: World, client: Client) -> None:
    secret = totp.new_secret()
    StaffMember.objects.filter(pk=world.kades.pk).update(totp_secret=secrets.encrypt(secret))
    page = client.post("/desk/masuk/", {"username": "kades", "password": PASSWORD, "lanjut": "/desk/surat/"})
    assert 'name="otp"' in text(page)
    assert client.get("/desk/").status_code == 302
    assert 'name="otp"' in text(client.get("/desk/masuk/"))
    assert 'name="username"' in text(client.get("/desk/masuk/?ulang=1"))
    wrong = client.post("/desk/masuk/", {"otp": "abcdef"})
    assert wrong.status_code == 422
    assert 'name="otp"' in text(wrong)
    right = client.post("/desk/masuk/", {"otp": pyotp.TOTP(secret).now(), "lanjut": "/desk/surat/"})
    assert right.headers["Location"] == "/desk/surat/"
    assert client.get("/desk/surat/").status_code == 200


def test_a_code_without_a_password_opens_nothing(world: World, client: Client) -> None:
    response = client.post("/desk/masuk/", {"otp": "123456"})
    assert response.status_code == 422
    assert 'name="username"' in text(response)


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/desk/", "/akun/", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(target: str, world: World, client: Client) -> None:
    data = {"username": "operator", "password": PASSWORD, "lanjut": target}
    assert client.post("/desk/masuk/", data).headers["Location"] == "/desk/"


def test_too_many_tries_get_a_clear_answer(world: World, client: Client) -> None:
    assert [enter(client, password="salah") for _ in range(9)][-1] == 429


def test_signing_out_forgets(world: World, client: Client) -> None:
    enter(client)
    response = client.post("/desk/keluar/")
    assert response.headers["Location"] == "/desk/masuk/"
    assert '"storage"' in response.headers["Clear-Site-Data"]
    assert client.get("/desk/").status_code == 302
