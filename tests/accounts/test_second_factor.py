"""The second factor of staff: set-up, recovery codes, forced roles, and the administrator who takes a lost one off."""

import re
from collections.abc import Callable

import pyotp
import pytest
from django.test import Client

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account, AccountEvent, Passkey, RecoveryCode, StaffMember
from tatadesa.core.clock import now
from tests.people import PASSWORD, TOTP_SECRET, World
from tests.portal.pages import text

SignedIn = Callable[[Account], Client]
PAGE = "/desk/akun/kode/"


def officer(world: World, role: str, username: str = "baru", secret: str = "") -> StaffMember:
    return create_staff_member(world.karangsari, username, PASSWORD, "Nur", "Perangkat", [role], totp_secret=secret)


def enter(username: str = "baru") -> Client:
    client = Client()
    client.post("/desk/masuk/", {"username": username, "password": PASSWORD})
    return client


def shown_secret(client: Client) -> str:
    found = re.search(r'class="key">([A-Z2-7 ]+)<', client.get(PAGE).content.decode())
    assert found
    return found[1].replace(" ", "")


def set_up(client: Client, **begin: str) -> tuple[str, list[str]]:
    """Secret and recovery codes."""
    assert client.post(PAGE, begin).status_code == 302
    secret = shown_secret(client)
    answer = client.post(PAGE, {"otp": pyotp.TOTP(secret).now()})
    assert answer.status_code == 200
    return secret, re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", answer.content.decode())


@pytest.mark.parametrize("role", ["kades", "administrator"])
def test_who_must_have_one_does_nothing_before(role: str, world: World) -> None:
    officer(world, role)
    client = enter()
    for address in ("/desk/", "/desk/surat/", "/desk/akun/sandi/", "/desk/akun/petugas/"):
        assert client.get(address).headers["Location"] == PAGE, address
    assert client.post("/desk/permohonan/26-AAAA-BBBB/ambil/").status_code == 401
    assert client.get("/desk/daftar/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == PAGE
    assert client.get("/desk/langsung/token/", headers={"Accept": "application/json"}).status_code == 401
    assert "wajib memakai kode masuk" in text(client.get(PAGE))
    _, codes = set_up(client)
    assert len(set(codes)) == 10
    assert client.get("/desk/").status_code == 200
    again = enter()
    assert again.get("/desk/").status_code == 302
    assert again.post("/desk/masuk/", {"cadangan": codes[0]}).status_code == 302
    assert again.get("/desk/").status_code == 200


def test_others_may_go_without(world: World) -> None:
    officer(world, "operator")
    assert enter().get("/desk/").status_code == 200


def test_the_picture_and_the_key_are_shown_until_a_code_confirms_them(world: World) -> None:
    officer(world, "operator")
    client = enter()
    assert client.get(f"{PAGE}qr.svg").status_code == 404
    client.post(PAGE)
    picture = client.get(f"{PAGE}qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert picture.content.startswith(b"<svg")
    secret = shown_secret(client)
    assert secret not in str(dict(client.session))
    assert client.post(PAGE, {"otp": "000000"}).status_code == 422
    assert not StaffMember.objects.get(account__login="baru").totp_secret
    assert client.post(PAGE, {"otp": pyotp.TOTP(secret).now()}).status_code == 200
    assert client.get(f"{PAGE}qr.svg").status_code == 404


def test_the_code_that_confirmed_does_not_sign_in(world: World) -> None:
    officer(world, "operator")
    client = enter()
    client.post(PAGE)
    code = pyotp.TOTP(shown_secret(client)).now()
    client.post(PAGE, {"otp": code})
    again = enter()
    assert again.post("/desk/masuk/", {"otp": code}).status_code == 422


def test_replacing_the_app_needs_the_password(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.kades.account)
    assert client.post(PAGE, {"password": "keliru"}).status_code == 422
    secret, _ = set_up(client, password=PASSWORD)
    assert secret != TOTP_SECRET
    again = enter("kades")
    assert again.post("/desk/masuk/", {"otp": pyotp.TOTP(TOTP_SECRET).now()}).status_code == 422


def test_new_recovery_codes_void_the_old(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.kades.account)
    _, old = set_up(client, password=PASSWORD)
    assert client.post("/desk/akun/kode-cadangan/", {"password": "keliru"}).status_code == 422
    page = client.post("/desk/akun/kode-cadangan/", {"password": PASSWORD}).content.decode()
    fresh = re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", page)
    assert len(fresh) == 10
    assert not set(fresh) & set(RecoveryCode.objects.values_list("code_hash", flat=True)), "kept as hashes"
    again = enter("kades")
    assert again.post("/desk/masuk/", {"cadangan": old[0]}).status_code == 422
    assert again.post("/desk/masuk/", {"cadangan": fresh[0]}).status_code == 302


def test_without_a_second_factor_there_are_no_recovery_codes(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.operator.account)
    assert client.post("/desk/akun/kode-cadangan/", {"password": PASSWORD}).status_code == 409


@pytest.fixture
def admin(world: World, signed_in: SignedIn) -> Client:
    return signed_in(officer(world, "administrator", "admin", TOTP_SECRET).account)


def test_an_administrator_takes_a_lost_one_off(world: World, admin: Client, signed_in: SignedIn) -> None:
    Passkey.objects.create(
        account=world.kades.account, credential_id=b"x", public_key=b"x", name="HP", created_at=now()
    )
    kades = enter("kades")
    kades.post("/desk/masuk/", {"otp": pyotp.TOTP(TOTP_SECRET).now()})
    assert kades.get("/desk/").status_code == 200
    page = text(admin.get("/desk/akun/petugas/"))
    assert "Hadi Sutrisno" in page
    assert "Tono Wibowo" not in page, "another village"
    assert admin.post(f"/desk/akun/petugas/{world.kades.pk}/lepas/").status_code == 302
    assert kades.get("/desk/").status_code == 302
    assert not Passkey.objects.exists()
    client = enter("kades")
    assert client.get("/desk/").headers["Location"] == PAGE, "the password opens only the set-up"
    words = AccountEvent.objects.get(kind=AccountEvent.Kind.FACTOR_RESET).words
    assert "dilepas administrator Nur" in words


def test_nobody_takes_off_the_own_or_that_of_another_village(world: World, admin: Client) -> None:
    own = StaffMember.objects.get(account__login="admin")
    assert admin.post(f"/desk/akun/petugas/{own.pk}/lepas/").status_code == 409
    assert admin.post(f"/desk/akun/petugas/{world.stranger_kades.pk}/lepas/").status_code == 404
    assert StaffMember.objects.get(pk=world.stranger_kades.pk).totp_secret


@pytest.mark.parametrize("who", ["operator", "sekdes", "kades"])
def test_other_roles_do_not_manage_colleagues(who: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(getattr(world, who).account)
    assert client.get("/desk/akun/petugas/").status_code == 404
    for colleague in (world.stranger_kades, world.other_operator):
        assert client.post(f"/desk/akun/petugas/{colleague.pk}/lepas/").status_code == 404
