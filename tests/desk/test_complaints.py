"""Complaints on the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.feedback.models import Complaint
from tests.desk.stages import text
from tests.feedback.stages import complained, completed, taken, with_photo
from tests.people import World

SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.operator.account)


def page(complaint: Complaint, act: str = "") -> str:
    return f"/desk/pengaduan/{complaint.number}/{act}"


def test_from_the_list_to_the_end(desk: Client, world: World) -> None:
    made = complained(world, number=completed(world).number)
    assert made.number in text(desk.get("/desk/pengaduan/"))
    desk.post(page(made, "ambil/"), {"seen": "1"})
    desk.post(page(made, "jawab/"), {"seen": "2", "isi": "Kapan?", "jenis": "tanya"})
    desk.post(page(made, "batas/"), {"seen": "3", "batas": "field", "alasan": "Perlu cek."})
    desk.post(page(made, "lapor/"), {"seen": "4", "lapor": "1234567"})
    answer = desk.post(page(made, "selesai/"), {"seen": "5", "hasil": "resolved", "penutup": "Surat terbit."})
    assert answer.headers["Location"] == page(made)
    made.refresh_from_db()
    assert (made.state, made.lapor_id, made.term) == ("closed", "1234567", "field")
    assert made.number in text(desk.get("/desk/pengaduan/?tab=selesai"))


def test_what_was_typed_stays_when_it_is_refused(desk: Client, world: World) -> None:
    made = taken(world)
    for act, data, status in (
        ("jawab/", {"seen": "2", "isi": " "}, 422),
        ("selesai/", {"seen": "2", "penutup": "Sudah <b>"}, 422),
        ("selesai/", {"seen": "1", "penutup": "Sudah <b>", "hasil": "resolved"}, 409),
        ("jawab/", {"seen": "x", "isi": "Sudah <b>"}, 409),
        ("batas/", {"seen": "2", "batas": "\0", "alasan": "Sudah <b>"}, 422),
        ("lapor/", {"seen": "2", "lapor": "abc"}, 422),
    ):
        answer = desk.post(page(made, act), data)
        assert answer.status_code == status, act
        kept = [value for value in data.values() if "<b>" in value]
        assert all("Sudah &lt;b&gt;" in answer.content.decode() for _ in kept)


def test_a_confidential_one_shows_the_officer_no_name(desk: Client, world: World, signed_in: SignedIn) -> None:
    application = completed(world)
    made = with_photo(world, number=application.number, is_confidential=True)
    for path in ("/desk/pengaduan/", page(made)):
        shown = text(desk.get(path))
        assert "SITI" not in shown
        assert application.number not in shown
        assert "irahasiakan" in shown
    assert desk.get(page(made, f"berkas/{made.files.get().pk}/")).status_code == 404
    assert not AccessLogEntry.objects.filter(purpose="pengaduan").exists()
    kades = signed_in(world.kades.account)
    assert "SITI AMINAH" in text(kades.get(page(made)))
    assert AccessLogEntry.objects.get(purpose="pengaduan").resident_id == made.resident_id


def test_the_officer_it_is_about_gets_a_404(desk: Client, world: World) -> None:
    made = complained(world, category="petugas", officer=str(world.operator.pk))
    assert made.number not in text(desk.get("/desk/pengaduan/"))
    assert desk.get(page(made)).status_code == 404
    assert desk.post(page(made, "ambil/"), {"seen": "1"}).status_code == 404


def test_who_may_not_decide_is_told_who_does(desk: Client, world: World) -> None:
    made = complained(world, category="biaya")
    assert "diputuskan oleh pimpinan kantor" in text(desk.get(page(made)))
    assert desk.post(page(made, "ambil/"), {"seen": "1"}).status_code == 403


def test_the_menu_counts(desk: Client, world: World) -> None:
    complained(world)
    assert ">1<" in desk.get("/desk/pengaduan/jumlah/").content.decode()


def test_pages_follow_one_another(desk: Client, world: World) -> None:
    first = complained(world)
    for place in range(29):
        copy = Complaint.objects.get(pk=first.pk)
        copy.pk = copy.key = f"00000000-0000-7000-8000-{place:012d}"
        copy.number = f"26-SALI-{place:04d}"
        copy.save(force_insert=True)
    seen = desk.get("/desk/pengaduan/").content.decode()
    following = seen.split("setelah=")[1].split('"')[0]
    assert seen.count("/desk/pengaduan/26-") == 25
    assert desk.get(f"/desk/pengaduan/?setelah={following}").content.decode().count("/desk/pengaduan/26-") == 5
    for wrong in ("?setelah=%%", "?tab=x"):
        assert desk.get(f"/desk/pengaduan/{wrong}").status_code in (404, 422)
    with CaptureQueriesContext(connection) as captured:
        desk.get("/desk/pengaduan/")
    assert len(captured) <= 8
