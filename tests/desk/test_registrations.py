"""The queue of registrations, its count, and the settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.registrations.models import Registration
from tests.desk.stages import text
from tests.people import PASSWORD, TOTP_SECRET, World
from tests.registrations.waiting import waiting

MAX_QUERIES = 8
SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def several(world: World, count: int) -> list[Registration]:
    start = now() - timedelta(hours=1)
    return [
        waiting(
            world.karangsari,
            photo=False,
            nik=f"330207570392{number:04d}",
            name=f"WARGA {number}",
            sent_at=start + timedelta(minutes=number),
        )
        for number in range(1, count + 1)
    ]


def rows(page: str) -> list[str]:
    return re.findall(r'id="d-([^"]+)"', page)


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/desk/pendaftaran/", "/desk/pendaftaran/daftar/"])
def test_as_many_queries_for_thirty_rows_as_for_one(path: str, world: World, desk: Client) -> None:
    several(world, 1)
    desk.get(path)
    one = queries_of(desk, path)
    Registration.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
    several(world, 25)
    assert queries_of(desk, path) == one <= MAX_QUERIES


def test_pages_by_key_show_every_row_once(world: World, desk: Client) -> None:
    made = several(world, 27)
    first = text(desk.get("/desk/pendaftaran/"))
    after = re.search(r'id="berikutnya" href="([^"]+)"', first)
    assert after is not None
    second = text(desk.get(after[1].replace("&amp;", "&")))
    assert [*rows(first), *rows(second)] == [str(one.pk) for one in made]


def test_a_row_says_how_it_stands_without_a_nik(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari, contact_confirmed_at=None)
    page = text(desk.get("/desk/pendaftaran/"))
    for words in ("DEWI KARTIKA", "Tidak ada di data penduduk", "Kontak belum pasti", "Menunggu petugas"):
        assert words in page
    assert registration.nik not in page


def test_tabs_and_what_is_emptied(world: World, desk: Client) -> None:
    waiting(world.karangsari, photo=False, state="refused", decided_at=now(), nik="", name="")
    page = text(desk.get("/desk/pendaftaran/?tab=selesai"))
    assert "(data sudah dihapus)" in page
    assert "Ditolak" in page
    assert "Tidak ada pendaftaran yang menunggu" in text(desk.get("/desk/pendaftaran/"))
    assert desk.get("/desk/pendaftaran/?tab=lain").status_code == 404
    assert desk.get("/desk/pendaftaran/?setelah=rusak").status_code == 422


def test_the_count_is_of_the_own_office(world: World, desk: Client, signed_in: SignedIn) -> None:
    several(world, 3)
    assert re.search(r">3<span", text(desk.get("/desk/pendaftaran/jumlah/")))
    elsewhere = signed_in(world.stranger_operator.account)
    assert re.search(r'hx-swap="outerHTML"></span>$', text(elsewhere.get("/desk/pendaftaran/jumlah/")).strip())


def test_the_menu_is_for_those_who_decide(world: World, desk: Client, signed_in: SignedIn) -> None:
    assert "/desk/pendaftaran/jumlah/" in text(desk.get("/desk/"))
    rt = create_staff_member(world.karangsari, "rt", PASSWORD, "Pak RT", "Ketua RT 01", ["rt"])
    browser = signed_in(rt.account)
    assert "/desk/pendaftaran/" not in text(browser.get("/desk/"))
    for path in ("", "daftar/", "jumlah/", "pengaturan/"):
        assert browser.get(f"/desk/pendaftaran/{path}").status_code == 403


def test_settings_are_kept_and_wrong_ones_say_what_to_do(world: World, signed_in: SignedIn) -> None:
    browser = signed_in(world.kades.account)
    assert 'value="14"' in text(browser.get("/desk/pendaftaran/pengaturan/"))
    sent = browser.post(
        "/desk/pendaftaran/pengaturan/",
        {"instant_accounts": "1", "identity_photo_days": "7", "registration_days": "45"},
        follow=True,
    )
    assert "Pengaturan pendaftaran disimpan." in text(sent)
    world.karangsari.refresh_from_db()
    assert (world.karangsari.instant_accounts, world.karangsari.identity_photo_days) == (True, 7)
    assert world.karangsari.registration_days == 45
    for typed in ("", "0", "banyak", "99999", "٧"):
        refused = browser.post(
            "/desk/pendaftaran/pengaturan/", {"identity_photo_days": typed, "registration_days": "45"}
        )
        assert refused.status_code == 422
        assert "Isi angka 1 sampai" in text(refused)
    assert text(refused).count('aria-invalid="true"') == 1


def test_the_queue_reminds_of_what_ends_by_itself(world: World, desk: Client) -> None:
    fresh, old = waiting(world.karangsari), waiting(world.karangsari, nik="3302075703921111", name="SLAMET")
    waiting(world.sidamulya)
    assert "berakhir sendiri" not in text(desk.get("/desk/pendaftaran/"))
    Registration.objects.exclude(pk=fresh.pk).update(updated_at=now() - timedelta(days=25))
    page = text(desk.get("/desk/pendaftaran/"))
    assert "1 pendaftaran berakhir sendiri dalam 7 hari" in page
    assert page.count("Berakhir ") == 1
    assert "Belum diputuskan: berakhir sendiri" in text(desk.get(f"/desk/pendaftaran/{old.pk}/"))
    assert "berakhir sendiri" not in text(desk.get(f"/desk/pendaftaran/{fresh.pk}/"))
    assert "berakhir sendiri" not in text(desk.get("/desk/pendaftaran/?tab=selesai"))


def test_an_administrator_sets_but_never_sees_a_photo(world: World, signed_in: SignedIn) -> None:
    roles = ["administrator"]
    admin = create_staff_member(world.karangsari, "admin", PASSWORD, "Admin", "TI", roles, totp_secret=TOTP_SECRET)
    browser, registration = signed_in(admin.account), waiting(world.karangsari)
    assert "/desk/pendaftaran/pengaturan/" in text(browser.get("/desk/pendaftaran/pengaturan/"))
    for path in ("", f"{registration.pk}/", f"{registration.pk}/foto.jpg"):
        assert browser.get(f"/desk/pendaftaran/{path}").status_code == 403
