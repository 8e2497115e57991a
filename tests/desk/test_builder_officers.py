"""The officers' own fields, built on the desk without JSON and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.take import take
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.queries import workshop
from tests.desk.stages import address
from tests.desk.test_builder import panel, post, words
from tests.people import World, sent

BASE = "/desk/layanan/surat-uji/formulir/petugas/"


@pytest.fixture
def operator(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser, with a draft of the service begun."""
    start_draft(world.operator, "surat-uji")
    return signed_in(world.operator.account)


def fields(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workshop(world.operator, "surat-uji").content["officer_form"]["fields"]
    return found


def test_a_field_is_built_published_and_filled_in_by_the_officer(world: World, operator: Client) -> None:
    assert "Belum ada isian petugas." in words(operator.get(BASE))
    post(operator, "isian/", BASE, label="Rumah dikunjungi", jenis="yes_no")
    post(operator, "isian/", BASE, label="Hasil kunjungan", jenis="long_text")
    shown = {
        "tampil-0-dari": "jawaban.rumah_dikunjungi",
        "tampil-0-cara": "is",
        "tampil-0-nilai": "Ya",
        "aksi": "simpan",
    }
    changed = {**panel(operator, "hasil_kunjungan", BASE), **shown}
    page = words(operator.post(f"{BASE}isian/hasil_kunjungan/", changed, follow=True))
    assert "tampil bila Rumah dikunjungi adalah “Ya”" in page
    assert "Isian petugas “Hasil kunjungan” diubah" in page
    version = publish_draft(world.operator, "surat-uji", seen=workshop(world.operator, "surat-uji").seen)
    application = take(world.operator, sent(world.siti, version).number)
    filled = {"seen": application.event_count, "rumah_dikunjungi": "tidak"}
    assert operator.post(address(application, "isian-petugas/"), filled).status_code == 302
    application.refresh_from_db()
    assert application.officer_answers == {"rumah_dikunjungi": False}
    # A required question that is not asked holds nothing up.
    decided = {"seen": application.event_count, "unticked": "1"}
    assert "Isian petugas belum lengkap" not in words(
        operator.post(address(application, "setujui/"), decided, follow=True)
    )
    application.refresh_from_db()
    assert application.state == "approved"


def test_moved_undone_and_back_on_the_same_page(world: World, operator: Client) -> None:
    post(operator, "isian/", BASE, label="Luas", jenis="number")
    post(operator, "isian/", BASE, label="Catatan", jenis="short_text")
    post(operator, "isian/catatan/", BASE, aksi="naik")
    assert [one["id"] for one in fields(world)] == ["catatan", "luas"]
    seen = str(workshop(world.operator, "surat-uji").seen)
    undone = operator.post("/desk/layanan/surat-uji/formulir/urungkan/", {"terlihat": seen, "tab": "petugas"})
    assert undone.headers["Location"] == BASE
    assert [one["id"] for one in fields(world)] == ["luas", "catatan"]


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, operator: Client) -> None:
    file = post(operator, "isian/", BASE, label="Foto rumah", jenis="photo")
    assert (file.status_code, "Jenis ini tidak bisa menjadi isian petugas" in words(file)) == (422, True)
    assert 'value="Foto rumah"' in file.content.decode()
    post(operator, "isian/", BASE, label="Luas", jenis="number")
    wrong = {**panel(operator, "luas", BASE), "o-min": "9", "o-max": "3", "help": "Dalam meter", "aksi": "simpan"}
    page = operator.post(f"{BASE}isian/luas/", wrong)
    assert (page.status_code, 'value="Dalam meter"' in page.content.decode()) == (422, True)
    assert "“Angka paling kecil” tidak boleh lebih besar" in words(page)


def test_a_colleagues_change_is_not_written_over(world: World, operator: Client) -> None:
    post(operator, "isian/", BASE, label="Luas", jenis="number")
    mine = panel(operator, "luas", BASE)
    post(operator, "isian/", label="Baru", jenis="number")
    page = operator.post(f"{BASE}isian/luas/", {**mine, "label": "Luas tanah", "aksi": "simpan"})
    assert (page.status_code, 'value="Luas tanah"' in page.content.decode()) == (409, True)
    assert fields(world)[0]["label"] == "Luas"


def test_the_preview_shows_them_as_they_will_be(operator: Client) -> None:
    assert "Belum ada isian" in words(operator.get(f"{BASE}pratinjau/"))
    post(operator, "isian/", BASE, label="Luas tanah", jenis="number")
    assert "Luas tanah" in words(operator.get(f"{BASE}pratinjau/"))
    assert "Nama" not in words(operator.get(f"{BASE}pratinjau/"))
    assert operator.post(f"{BASE}pratinjau/", {"luas_tanah": "banyak"}).status_code == 422


def test_what_changed_is_told_field_by_field(operator: Client) -> None:
    post(operator, "isian/", BASE, label="Luas tanah", jenis="number")
    page = words(operator.get("/desk/layanan/surat-uji/formulir/terbitkan/"))
    assert "Isian baru “Luas tanah” (Angka, wajib), paling atas." in page


def test_a_condition_looks_at_the_citizens_answer_from_the_builder_to_the_desk(world: World, operator: Client) -> None:
    post(operator, "isian/", BASE, label="Hasil kunjungan", jenis="short_text")
    shown = {
        "tampil-0-dari": "jawaban.warga.peruntukan",
        "tampil-0-cara": "is",
        "tampil-0-nilai": "Sekolah",
        "aksi": "simpan",
    }
    opened = operator.get(BASE, {"isian": "hasil_kunjungan"}).content.decode()
    assert '<optgroup label="Jawaban warga">' in opened
    changed = {**panel(operator, "hasil_kunjungan", BASE), **shown}
    page = words(operator.post(f"{BASE}isian/hasil_kunjungan/", changed, follow=True))
    assert "tampil bila Untuk apa adalah “Sekolah”" in page
    assert operator.get(f"{BASE}pratinjau/").status_code == 200
    version = publish_draft(world.operator, "surat-uji", seen=workshop(world.operator, "surat-uji").seen)
    asked = take(world.operator, sent(world.siti, version, peruntukan="sekolah").number)
    other = take(world.operator, sent(world.budi, version, peruntukan="bank").number)
    assert "Isi bila Untuk apa adalah “Sekolah”." in words(operator.get(address(asked)))
    empty = [operator.post(address(one, "isian-petugas/"), {"seen": one.event_count}) for one in (asked, other)]
    assert [page.status_code for page in empty] == [422, 302]


def test_a_citizens_field_that_officers_look_at_is_not_taken_away(world: World, operator: Client) -> None:
    post(operator, "isian/", BASE, label="Hasil kunjungan", jenis="short_text")
    condition = {"tampil-0-dari": "jawaban.warga.jumlah", "tampil-0-cara": "filled", "aksi": "simpan"}
    operator.post(f"{BASE}isian/hasil_kunjungan/", {**panel(operator, "hasil_kunjungan", BASE), **condition})
    removed = {**panel(operator, "jumlah"), "aksi": "hapus"}
    page = words(operator.post("/desk/layanan/surat-uji/formulir/isian/jumlah/", removed, follow=True))
    assert "“Hasil kunjungan (isian petugas)”" in page
    assert "jumlah" in [field["id"] for field in workshop(world.operator, "surat-uji").content["form"]["fields"]]
