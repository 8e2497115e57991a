"""The page “Tanda tangan saya”: tokens that are plugged in, the PIN, and the page of letters afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tatadesa.accounts.models import Account
from tatadesa.letters.models import SignerProfile, SigningMethod
from tests.desk.stages import text
from tests.letters.signers import authority, prepared, way
from tests.people import World
from tests.softhsm import PIN, Token

OWN, SIGN = "/desk/akun/tanda-tangan/", "/desk/tanda-tangan/lihat/"


@pytest.fixture
def kades(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The head's phone."""
    way(world, SigningMethod.OWN)
    return signed_in(world.kades.account)


def test_find_choose_and_sign(world: World, kades: Client, token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", datetime.now(UTC)))
    assert "Cari token" in text(kades.get(OWN))
    page = text(kades.post(f"{OWN}token/cari/"))
    assert "Hadi Sutrisno (CONTOH / DEMO)" in page
    assert f'value="{key.fingerprint}" checked' in page
    done = kades.post(f"{OWN}token/", {"token": key.fingerprint, "pin": PIN}, follow=True)
    assert "Mulai sekarang Anda menandatangani dengan token Token Hadi" in text(done)
    assert "di token Token Hadi" in text(kades.get(OWN))
    assert "Token Anda terpasang" in text(kades.post(f"{OWN}coba/"))
    prepared(world)
    page = text(kades.get(SIGN))
    assert "PIN token" in page
    assert "Setelah beberapa kali salah, PIN terkunci" in page


def test_a_wrong_pin_comes_back_with_the_choice(kades: Client, token: Token) -> None:
    token.put(authority().issue("Lain", datetime.now(UTC)), key_id="02")
    key = token.put(authority().issue("Hadi Sutrisno", datetime.now(UTC)))
    answer = kades.post(f"{OWN}token/", {"token": key.fingerprint, "pin": "000000"})
    page = text(answer)
    assert answer.status_code == 422
    assert f'value="{key.fingerprint}" checked' in page
    assert page.count(" checked") == 1
    assert "PIN token salah" in page
    assert "000000" not in page
    assert not SignerProfile.objects.exists()


def test_garbage_is_no_choice(kades: Client, token: Token) -> None:
    assert kades.post(f"{OWN}token/", {"token": "\0x", "pin": "\0"}).status_code == 409
    token.put(authority().issue("Hadi Sutrisno", datetime.now(UTC)))
    assert kades.post(f"{OWN}token/", {"token": "\0x", "pin": PIN}).status_code == 422


def test_a_server_without_tokens_offers_none(kades: Client, settings: Settings) -> None:
    settings.PKCS11_MODULE = ""
    assert "Cari token" not in text(kades.get(OWN))
    assert kades.post(f"{OWN}token/cari/").status_code == 409
