"""The builder of forms, as an operator's browser uses it without JavaScript."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.edits import AddField
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.models import AccessLogEntry
from tatadesa.files.models import StoredFile
from tatadesa.forms.registry import KINDS
from tests.people import World, photo

SignedIn = Callable[[Account], Client]
BASE = "/desk/layanan/surat-uji/formulir/"


@pytest.fixture
def operator(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.operator.account)


@pytest.fixture
def draft(world: World) -> ServiceVersion:
    return start_draft(world.operator, "surat-uji")


def text(response: Any) -> str:
    return str(response.content.decode())


def words(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text(response))).split())


def seen(client: Client, base: str = BASE) -> str:
    found = re.search(r'data-seen="([^"]+)"', text(client.get(base)))
    assert found is not None
    return found[1]


def post(client: Client, path: str, base: str = BASE, **data: Any) -> Any:
    return client.post(base + path, {"terlihat": seen(client, base), **data}, follow=True)


def panel(client: Client, path: str, base: str = BASE) -> dict[str, Any]:
    """What a browser would send from the open panel when nothing is changed."""
    page = text(client.get(f"{base}?isian={path}"))
    form = re.search(r"<form class=\"panel.*?</form>", page, re.DOTALL)
    assert form is not None
    return filled(form[0])


def filled(form: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in attributes:
            data[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        data[name] = unescape(inside)
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"([^>]*)>', inside)
        chosen = [value for value, rest in options if rest.endswith(" selected")] or [value for value, _ in options[:1]]
        data[name] = unescape(chosen[0])
    return data


def fields() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ServiceVersion.objects.get(published_at=None).form["fields"]
    return found


def field(name: str) -> dict[str, Any]:
    return next(one for one in fields() if one["id"] == name)


def test_without_a_draft_the_published_form_is_shown_and_can_be_begun(operator: Client) -> None:
    page = words(operator.get(BASE))
    assert "Ubah formulir ini" in page
    assert "Tambah isian" not in page
    assert "Draf siap diubah" in words(operator.post(f"{BASE}mulai/", follow=True))
    assert "Tambah isian" in words(operator.get(BASE))


def test_an_operator_builds_a_service_from_nothing_and_publishes_it(
    operator: Client, world: World, signed_in: SignedIn
) -> None:
    sent = {"dari": "kosong", "nama": "Surat Keterangan Tidak Mampu", "kelompok": "Sosial"}
    assert "Belum ada isian" in words(operator.post("/desk/layanan/baru/", sent, follow=True))
    base = "/desk/layanan/surat-keterangan-tidak-mampu/formulir/"
    assert "Belum bisa diterbitkan" in words(operator.get(f"{base}terbitkan/"))
    post(operator, "isian/", base, label="Surat dipakai untuk", jenis="choice")
    changed = {**panel(operator, "surat_dipakai_untuk", base), "o-choices": "Sekolah\nBerobat", "aksi": "simpan"}
    assert "diubah" in words(operator.post(f"{base}isian/surat_dipakai_untuk/", changed, follow=True))
    post(operator, "isian/", base, label="Nama sekolah", jenis="short_text")
    condition = {
        "tampil-0-dari": "jawaban.surat_dipakai_untuk",
        "tampil-0-cara": "is",
        "tampil-0-nilai": "Sekolah",
        "aksi": "simpan",
    }
    shown = operator.post(
        f"{base}isian/nama_sekolah/", {**panel(operator, "nama_sekolah", base), **condition}, follow=True
    )
    assert "tampil bila Surat dipakai untuk adalah “Sekolah”" in words(shown)
    post(operator, "isian/", base, label="Penghasilan per bulan", jenis="money")
    post(operator, "isian/", base, label="Kartu Keluarga", jenis="file")
    post(operator, "isian/", base, label="Saya menyatakan data ini benar.", jenis="statement")
    assert "Layanan baru" in words(operator.get(f"{base}terbitkan/"))
    assert "Versi 1 terbit" in words(post(operator, "terbitkan/", base))
    citizen = signed_in(world.siti)
    assert "Surat Keterangan Tidak Mampu" in words(citizen.get("/layanan/"))
    assert "Penghasilan per bulan" in words(citizen.get("/layanan/surat-keterangan-tidak-mampu/isi/"))


def test_the_panel_sent_back_unchanged_changes_nothing(operator: Client, draft: ServiceVersion) -> None:
    before = draft.form
    for one in before["fields"]:
        operator.post(f"{BASE}isian/{one['id']}/", {**panel(operator, one["id"]), "aksi": "simpan"}, follow=True)
    assert fields() == before["fields"]
    assert draft.edits.count() == 1


def test_whatever_the_library_uses_survives_the_panel(operator: Client) -> None:
    operator.post("/desk/layanan/baru/", {"dari": "contoh", "contoh": "izin-keramaian"}, follow=True)
    base, before = "/desk/layanan/izin-keramaian/formulir/", fields()
    for one in before:
        operator.post(f"{base}isian/{one['id']}/", {**panel(operator, one["id"], base), "aksi": "simpan"}, follow=True)
    assert fields() == before


def test_a_field_of_every_kind_can_be_opened_and_kept(operator: Client, draft: ServiceVersion, world: World) -> None:
    added = {}
    for kind in KINDS:
        edit = AddField(kind, f"Coba {kind.replace('_', ' ')}")
        added[kind] = edit_draft(world.operator, "surat-uji", edit, seen=UUID(seen(operator))).path
    before = fields()
    for path in (*added.values(), f"{added['group']}__nama"):
        sent = {**panel(operator, path), "aksi": "simpan"}
        assert operator.post(f"{BASE}isian/{path}/", sent, follow=True).status_code == 200, path
    assert fields() == before
    assert operator.get(f"{BASE}pratinjau/").status_code == 200


def test_fields_stand_in_the_rows_of_a_group(operator: Client, draft: ServiceVersion) -> None:
    post(operator, "isian/", label="Saksi", jenis="group")
    page = words(post(operator, "isian/", label="Umur saksi", jenis="number", letak="di:saksi"))
    assert "Umur saksi" in page
    assert [one["id"] for one in field("saksi")["fields"]] == ["nama", "umur_saksi"]
    post(operator, "isian/saksi__umur_saksi/", aksi="naik")
    changed = {**panel(operator, "saksi__umur_saksi"), "o-max": "120", "required": "tidak", "aksi": "simpan"}
    operator.post(f"{BASE}isian/saksi__umur_saksi/", changed, follow=True)
    assert field("saksi")["fields"][0] == {
        "id": "umur_saksi",
        "kind": "number",
        "label": "Umur saksi",
        "max": 120,
    }
    refused = post(operator, "isian/", label="Berkas", jenis="file", letak="di:saksi")
    assert refused.status_code == 422
    assert post(operator, "isian/tidak_ada/", aksi="hapus").status_code == 404


def test_fields_move_with_plain_buttons(operator: Client, draft: ServiceVersion) -> None:
    post(operator, "isian/keperluan/", aksi="naik")
    assert [one["id"] for one in fields()][:2] == ["keperluan", "nama"]
    post(operator, "isian/keperluan/", aksi="turun")
    post(operator, "isian/kk/", aksi="pindah", ke="0")
    assert [one["id"] for one in fields()][:3] == ["kk", "nama", "keperluan"]


def test_undo_and_redo(operator: Client, draft: ServiceVersion) -> None:
    post(operator, "isian/jumlah/", aksi="hapus")
    assert "Diurungkan: Isian “Jumlah tanggungan” dihapus" in words(post(operator, "urungkan/"))
    assert len(fields()) == 6
    assert "Diulangi" in words(post(operator, "ulangi/"))
    assert len(fields()) == 5
    assert post(operator, "ulangi/").status_code == 409


def test_wrong_options_come_back_with_what_was_typed(operator: Client, draft: ServiceVersion) -> None:
    sent = {**panel(operator, "jumlah"), "o-min": "20", "o-max": "banyak", "label": "Tanggungan", "aksi": "simpan"}
    page = operator.post(f"{BASE}isian/jumlah/", sent)
    assert page.status_code == 422
    assert 'value="banyak"' in text(page)
    assert 'value="Tanggungan"' in text(page)
    crossed = operator.post(f"{BASE}isian/jumlah/", {**sent, "o-max": "3"})
    assert crossed.status_code == 422
    assert "“Angka paling kecil” tidak boleh lebih besar dari “Angka paling besar”" in words(crossed)
    assert field("jumlah")["max"] == 20


def test_a_condition_in_words_is_kept_and_shown_again(operator: Client, draft: ServiceVersion) -> None:
    sent = {
        **panel(operator, "kk"),
        "required": "bila",
        "wajib-bila-0-dari": "jawaban.peruntukan",
        "wajib-bila-0-cara": "is",
        "wajib-bila-0-nilai": "bank",
        "tampil-0-dari": "penduduk.umur",
        "tampil-0-cara": "at_least",
        "tampil-0-nilai": "17",
        "tampil-1-dari": "penduduk.jenis_kelamin",
        "tampil-1-cara": "is",
        "tampil-1-nilai": "Perempuan",
        "tampil-cara": "any",
        "aksi": "simpan",
    }
    operator.post(f"{BASE}isian/kk/", sent, follow=True)
    assert field("kk")["require_if"] == {"of": "jawaban.peruntukan", "op": "is", "to": "bank"}
    assert field("kk")["show_if"] == {
        "any": [
            {"of": "penduduk.umur", "op": "at_least", "to": 17},
            {"of": "penduduk.jenis_kelamin", "op": "is", "to": "Perempuan"},
        ]
    }
    again = panel(operator, "kk")
    assert (again["required"], again["wajib-bila-0-nilai"], again["tampil-cara"]) == ("bila", "Bank", "any")
    wrong = operator.post(f"{BASE}isian/kk/", {**again, "wajib-bila-0-nilai": "Pasar", "aksi": "simpan"})
    assert wrong.status_code == 422
    assert "Isi salah satu pilihannya: Sekolah, Bank" in words(wrong)


def test_what_the_panel_cannot_show_is_never_lost(operator: Client, draft: ServiceVersion) -> None:
    deep = {"not": {"of": "jawaban.peruntukan", "op": "is", "to": "bank"}}
    content = {**json.loads(text(operator.get(f"{BASE}berkas.json")))}
    content["form"]["fields"][5]["show_if"] = deep
    content["form"]["fields"][0]["prefill"] = [{"from": "penduduk.nama"}, {"value": "Tanpa nama"}]
    upload = SimpleUploadedFile("a.json", json.dumps(content).encode())
    assert "diganti dari berkas" in words(post(operator, "impor/", berkas=upload))
    for name in ("kk", "nama"):
        sent = {**panel(operator, name), "help": "Petunjuk baru", "aksi": "simpan"}
        assert operator.post(f"{BASE}isian/{name}/", sent, follow=True).status_code == 200
    assert field("kk")["show_if"] == deep
    assert field("nama")["prefill"] == [{"from": "penduduk.nama"}, {"value": "Tanpa nama"}]
    assert field("nama")["help"] == "Petunjuk baru"


def test_choices_keep_their_keys_through_wording_and_order(operator: Client, draft: ServiceVersion) -> None:
    sent = {**panel(operator, "peruntukan"), "o-choices": "Bank\nSekolah anak\nBerobat", "aksi": "simpan"}
    operator.post(f"{BASE}isian/peruntukan/", sent, follow=True)
    keys = {choice["label"]: choice["key"] for choice in field("peruntukan")["choices"]}
    assert keys == {"Bank": "bank", "Sekolah anak": "sekolah_anak", "Berobat": "berobat"}
    sent = {**panel(operator, "peruntukan"), "o-choices": "Bank atau koperasi\nSekolah anak\nBerobat", "aksi": "simpan"}
    operator.post(f"{BASE}isian/peruntukan/", sent, follow=True)
    assert field("peruntukan")["choices"][0] == {"key": "bank", "label": "Bank atau koperasi"}


def test_somebody_who_was_slower_keeps_what_was_typed(operator: Client, draft: ServiceVersion, world: World) -> None:
    mine = panel(operator, "nama")
    post(operator, "isian/", label="Baru", jenis="number")
    page = operator.post(f"{BASE}isian/nama/", {**mine, "label": "Nama lengkap", "aksi": "simpan"})
    assert page.status_code == 409
    assert "Sri Wahyuni baru saja mengubah draf ini (Isian “Baru” ditambah)" in words(page)
    assert 'value="Nama lengkap"' in text(page)
    again = filled(re.search(r"<form class=\"panel.*?</form>", text(page), re.DOTALL)[0])  # type: ignore[index]
    operator.post(f"{BASE}isian/nama/", {**again, "aksi": "simpan"}, follow=True)
    assert field("nama")["label"] == "Nama lengkap"
    assert field("baru")


def test_the_preview_is_the_citizens_form_and_keeps_nothing(operator: Client, draft: ServiceVersion) -> None:
    page = operator.get(f"{BASE}pratinjau/")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in operator.get(BASE).headers["Content-Security-Policy"]
    assert "portal/portal.css" in text(page)
    tried = operator.post(f"{BASE}pratinjau/", {"nama": "Siti", "jumlah": "99", "kk__berkas": photo()})
    assert tried.status_code == 422
    assert "Isi angka paling banyak 20" in words(tried)
    right = {"nama": "Siti", "keperluan": "Sekolah", "peruntukan": "sekolah", "kk__berkas": photo()}
    done = operator.post(f"{BASE}pratinjau/", right)
    assert done.status_code == 200
    assert "Semua benar" in words(done)
    assert Draft.objects.count() == StoredFile.objects.count() == Application.objects.count() == 0


def test_a_test_run_as_a_resident_is_prefilled_logged_and_keeps_nothing(
    operator: Client, draft: ServiceVersion, world: World
) -> None:
    found = operator.post(f"{BASE}uji/", {"cari": "siti aminah"})
    assert str(world.siti.resident.pk) in text(found)
    begun = operator.post(f"{BASE}uji/", {"aksi": "mulai", "warga": world.siti.resident.pk})
    assert 'value="SITI AMINAH"' in text(begun)
    assert AccessLogEntry.objects.filter(resident_id=world.siti.resident.pk, purpose="uji coba formulir").exists()
    right = {"nama": "SITI AMINAH", "keperluan": "Sekolah", "peruntukan": "sekolah", "kk__berkas": photo()}
    done = operator.post(f"{BASE}uji/", {"aksi": "periksa", "warga": world.siti.resident.pk, **right})
    assert "Semua benar" in words(done)
    assert Draft.objects.count() == StoredFile.objects.count() == Application.objects.count() == 0
    other = operator.post(f"{BASE}uji/", {"aksi": "mulai", "warga": world.rina.resident.pk})
    assert other.status_code == 404


def test_versions_are_compared_in_words(operator: Client, draft: ServiceVersion) -> None:
    post(operator, "isian/jumlah/", aksi="hapus")
    page = words(operator.get(f"{BASE}versi/"))
    assert "Isian “Jumlah tanggungan” dihapus." in page
    assert "Versi 2 Draf" in page
    assert operator.get(f"{BASE}versi/?dari=1&ke=9").status_code == 404
    assert "Tidak ada yang berbeda" in words(operator.get(f"{BASE}versi/?dari=1&ke=1"))


def test_publication_shows_what_changes_and_then_closes_the_draft(operator: Client, draft: ServiceVersion) -> None:
    same = post(operator, "terbitkan/")
    assert same.status_code == 409
    post(operator, "isian/jumlah/", aksi="hapus")
    assert "Isian “Jumlah tanggungan” dihapus." in words(operator.get(f"{BASE}terbitkan/"))
    assert "Versi 2 terbit" in words(post(operator, "terbitkan/"))
    assert Service.objects.get(pk=draft.service_id).current == draft
    assert "Ubah formulir ini" in words(operator.get(BASE))


def test_the_texts_around_the_form(operator: Client, draft: ServiceVersion) -> None:
    page = text(operator.get(f"{BASE}keterangan/"))
    sent = filled(page[page.index('<form class="builder-columns') :])
    changed = {**sent, "nama": "Surat Uji Baru", "kata": "coba miskin", "hari": "3", "siapa_kata": "Umur 17 ke atas."}
    changed |= {"siapa-0-dari": "penduduk.umur", "siapa-0-cara": "at_least", "siapa-0-nilai": "17", "satu": "1"}
    assert "Keterangan layanan diubah" in words(operator.post(f"{BASE}keterangan/", changed, follow=True))
    draft.refresh_from_db()
    assert (draft.name, draft.keywords, draft.standard["work_days"]) == ("Surat Uji Baru", "coba miskin", 3)
    condition = {"of": "penduduk.umur", "op": "at_least", "to": 17}
    assert draft.rules == {"who": {"if": condition, "words": "Umur 17 ke atas."}, "one_open": True}
    wrong = operator.post(f"{BASE}keterangan/", {**changed, "nama": "", "hari": "0", "terlihat": seen(operator)})
    assert wrong.status_code == 422
    assert "Isi 1 sampai 90 hari kerja" in words(wrong)


def test_the_texts_sent_back_unchanged_change_nothing(operator: Client, draft: ServiceVersion) -> None:
    page = text(operator.get(f"{BASE}keterangan/"))
    operator.post(f"{BASE}keterangan/", filled(page[page.index('<form class="builder-columns') :]), follow=True)
    assert draft.edits.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"bukan json", "Ini bukan berkas layanan"),
        (b"[]", "objek JSON"),
        (b'{"slug": "x", "form": {"fields": []}}', "1 sampai 120 isian"),
        (b"[" * 200_000, "bukan berkas layanan"),
        (b"x" * 600_000, "terlalu besar"),
        (b'{"a": "\\u0000"}', "huruf kosong"),
    ],
)
def test_a_wrong_file_is_refused_in_words(operator: Client, draft: ServiceVersion, content: bytes, told: str) -> None:
    page = post(operator, "impor/", berkas=SimpleUploadedFile("a.json", content))
    assert page.status_code == 422
    assert told in words(page)
    new = operator.post("/desk/layanan/baru/", {"dari": "berkas", "berkas": SimpleUploadedFile("a.json", content)})
    assert new.status_code == 422
    assert told in words(new)


def test_a_file_travels_to_another_village(
    operator: Client, draft: ServiceVersion, world: World, signed_in: SignedIn
) -> None:
    exported = operator.get(f"{BASE}berkas.json").content
    neighbour = signed_in(world.stranger_operator.account)
    sent = {"dari": "berkas", "berkas": SimpleUploadedFile("a.json", exported)}
    neighbour.post("/desk/layanan/baru/", sent, follow=True)
    copied = ServiceVersion.objects.get(office=world.sidamulya, published_at=None)
    assert copied.service.slug == "surat-uji-2"
    assert copied.form == draft.form


def test_a_service_begins_from_the_library_or_a_service_of_the_office(operator: Client, world: World) -> None:
    assert "Surat Keterangan Tidak Mampu" in words(operator.get("/desk/layanan/baru/?cari=miskin"))
    assert "Tidak ada contoh" in words(operator.get("/desk/layanan/baru/?cari=xyzzy"))
    operator.post("/desk/layanan/baru/", {"dari": "contoh", "contoh": "sktm"}, follow=True)
    operator.post("/desk/layanan/baru/", {"dari": "layanan", "layanan": "surat-uji", "nama_salinan": ""}, follow=True)
    drafts = ServiceVersion.objects.filter(published_at=None).order_by("name")
    assert [one.name for one in drafts] == ["Surat Keterangan Tidak Mampu", "Surat Keterangan Uji (salinan)"]


def test_a_new_service_needs_a_name(operator: Client) -> None:
    page = operator.post("/desk/layanan/baru/", {"dari": "kosong", "nama": " ", "kelompok": "Sosial"})
    assert page.status_code == 422
    assert "Tulis nama layanannya" in words(page)
    assert 'value="Sosial"' in text(page)


def test_a_draft_thrown_away_leaves_what_is_published(operator: Client, draft: ServiceVersion) -> None:
    assert "Buang draf ini?" in words(operator.get(f"{BASE}buang/"))
    assert "Draf dibuang" in words(post(operator, "buang/"))
    assert ServiceVersion.objects.filter(service=draft.service).count() == 1


def test_the_page_costs_the_same_for_few_and_many_fields(operator: Client, draft: ServiceVersion) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            operator.get(f"{BASE}?isian=nama")
        return len(captured)

    few = queries()
    for number in range(10):
        post(operator, "isian/", label=f"Isian {number}", jenis="number")
    assert queries() == few <= 10


def test_the_inner_parts_of_the_standard_are_written_here(operator: Client, draft: ServiceVersion) -> None:
    page = text(operator.get(f"{BASE}keterangan/"))
    form = re.search(r"<form class=\"builder-columns.*?</form>", page, re.DOTALL)
    assert form is not None
    changed = {**filled(form[0]), "legal_basis": "UU 25/2009\n\nPerdes 3/2025", "safety": "Berkas terkunci."}
    assert "Keterangan layanan diubah" in words(operator.post(f"{BASE}keterangan/", changed, follow=True))
    draft.refresh_from_db()
    assert draft.standard["legal_basis"] == ["UU 25/2009", "Perdes 3/2025"]
    assert draft.standard["safety"] == "Berkas terkunci."
    assert "evaluation" not in draft.standard
    wrong = operator.post(f"{BASE}keterangan/", {**changed, "safety": "x" * 401, "terlihat": seen(operator)})
    assert wrong.status_code == 422
