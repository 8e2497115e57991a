"""A colleague who forgot the password: an administrator gives one for a single sign-in, and nobody else does."""

import re
from datetime import timedelta
from unittest import mock

import pyotp
import pytest
from django.test import Client

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.actions.give_temporary_password import GOOD_FOR
from tatadesa.accounts.actions.sign_in_staff import name_key
from tatadesa.accounts.models import Account, AccountEvent, Device, Setback, StaffMember
from tatadesa.core.clock import now
from tests.people import PASSWORD, TOTP_SECRET, World
from tests.portal.pages import text

OWN = "/desk/akun/sandi/"
NEW = "hujan-turun-di-bukit"


@pytest.fixture
def admin(world: World) -> Client:
    """The administrator of Karangsari, signed in."""
    create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Admin", ["administrator"], totp_secret=TOTP_SECRET
    )
    client = enter("admin", PASSWORD)
    client.post("/desk/masuk/", {"otp": pyotp.TOTP(TOTP_SECRET).now()})
    assert client.get("/desk/akun/petugas/").status_code == 200
    return client


def enter(username: str, password: str) -> Client:
    client = Client()
    client.post("/desk/masuk/", {"username": username, "password": password})
    return client


def path(staff: StaffMember) -> str:
    return f"/desk/akun/petugas/{staff.pk}/sandi/"


def given(admin: Client, staff: StaffMember) -> str:
    """The password, as the page shows it once."""
    answer = admin.post(path(staff), {"rahasia": PASSWORD})
    assert answer.status_code == 200
    found = re.search(r'words-shown">([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})<', answer.content.decode())
    assert found
    return found[1]


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_it_opens_the_page_where_an_own_one_is_made_and_nothing_else(world: World, admin: Client) -> None:
    password = given(admin, world.operator)
    desk = enter("operator", password)
    for address in ("/desk/", "/desk/akun/", "/desk/akun/kode/", "/desk/akun/kunci-sandi/", "/desk/penduduk/"):
        assert desk.get(address)["Location"] == OWN, address
    assert desk.get("/desk/daftar/", headers={"HX-Request": "true"})["HX-Redirect"] == OWN
    assert desk.post("/desk/akun/kunci-sandi/mulai/", {"rahasia": password}).status_code == 401
    assert "Buat kata sandi sendiri" in text(desk.get(OWN))
    assert desk.post(OWN, {"lama": password, "baru": password, "ulang": password}).status_code == 422
    assert desk.post(OWN, {"lama": password, "baru": NEW, "ulang": NEW}).status_code == 302
    assert is_in(desk)
    assert is_in(enter("operator", NEW))
    assert not is_in(enter("operator", password))


def test_the_old_password_and_all_devices_end_and_the_owner_reads_who_did_it(world: World, admin: Client) -> None:
    before = enter("operator", PASSWORD)
    Setback.objects.create(key=name_key("operator"), failures=9, updated_at=now())
    given(admin, world.operator)
    assert not is_in(before)
    assert not is_in(enter("operator", PASSWORD))
    assert not Device.objects.filter(account=world.operator.account).exists()
    event = AccountEvent.objects.get(account=world.operator.account, kind=AccountEvent.Kind.SECRET_GIVEN)
    assert (event.actor, "Nur Hidayati" in event.words) == (Account.objects.get(login="admin"), True)
    assert "Sementara, sampai" in text(admin.get("/desk/akun/petugas/"))


def test_waits_that_a_stranger_has_brought_about_are_over(world: World, admin: Client) -> None:
    Setback.objects.create(
        key=name_key("operator"), failures=9, updated_at=now(), blocked_until=now() + timedelta(hours=1)
    )
    assert enter("operator", given(admin, world.operator)).get(OWN).status_code == 200


def test_it_is_shown_once_and_kept_as_a_hash(world: World, admin: Client) -> None:
    password = given(admin, world.operator)
    assert password not in admin.get(path(world.operator)).content.decode()
    assert Account.objects.get(pk=world.operator.pk).password.startswith("argon2")


def test_after_three_days_it_opens_nothing(world: World, admin: Client) -> None:
    password = given(admin, world.operator)
    later = now() + GOOD_FOR + timedelta(minutes=1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        late = Client().post("/desk/masuk/", {"username": "operator", "password": password})
    assert late.status_code == 422
    assert "Nama pengguna atau kata sandi salah." in text(late)


def test_the_second_factor_stays_and_comes_first_again_where_it_was_taken_off(world: World, admin: Client) -> None:
    password = given(admin, world.kades)
    head = enter("kades", password)
    assert head.get(OWN).status_code == 302, "the code is still to come"
    head.post("/desk/masuk/", {"otp": pyotp.TOTP(TOTP_SECRET).now()})
    assert head.get(OWN).status_code == 200
    admin.post(f"/desk/akun/petugas/{world.kades.pk}/lepas/")
    assert head.get(OWN)["Location"].startswith("/desk/masuk/"), "all devices are signed out"
    again = enter("kades", password)
    assert again.get("/desk/akun/kode/")["Location"] == OWN
    assert again.post(OWN, {"lama": password, "baru": NEW, "ulang": NEW}).status_code == 302
    assert again.get("/desk/")["Location"] == "/desk/akun/kode/", "then a new second factor"


def test_an_open_desk_of_the_administrator_is_not_enough(world: World, admin: Client) -> None:
    for typed in ("", "bukan-sandinya"):
        answer = admin.post(path(world.operator), {"rahasia": typed})
        assert answer.status_code == 422
        assert "Kata sandi salah." in text(answer)
    assert is_in(enter("operator", PASSWORD))
    for _ in range(2):
        admin.post(path(world.operator), {"rahasia": "x"})
    assert admin.post(path(world.operator), {"rahasia": PASSWORD}).status_code == 429


def test_never_for_oneself_another_village_or_somebody_who_is_gone(world: World, admin: Client) -> None:
    own = StaffMember.objects.get(account__login="admin")
    assert admin.get(path(own)).status_code == admin.post(path(own), {"rahasia": PASSWORD}).status_code == 409
    Account.objects.filter(pk=world.sekdes.pk).update(is_active=False)
    for staff in (world.stranger_kades, world.sekdes):
        assert admin.get(path(staff)).status_code == 404
        assert admin.post(path(staff), {"rahasia": PASSWORD}).status_code == 404


@pytest.mark.parametrize("who", ["operator", "sekdes", "other_operator"])
def test_other_roles_give_nobody_a_password(who: str, world: World) -> None:
    desk = enter(getattr(world, who).account.login, PASSWORD)
    colleague = world.sekdes if who != "sekdes" else world.operator
    assert desk.get(path(colleague)).status_code == 404
    assert desk.post(path(colleague), {"rahasia": PASSWORD}).status_code == 404
    assert is_in(enter(colleague.account.login, PASSWORD))
