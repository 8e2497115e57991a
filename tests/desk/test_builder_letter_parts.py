"""Every kind of part, the page, signatures and attachments, edited on the desk without JavaScript."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.take import take
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.edits import ChangeLetter
from tatadesa.catalogue.builder.queries import workshop
from tatadesa.catalogue.models import Service
from tatadesa.files import storage
from tatadesa.letters.actions.issue import issue
from tests.desk.letter_inputs import inputs_of
from tests.desk.stages import text
from tests.desk.test_builder_letter import ADDRESS, letter, typed
from tests.letters.editor.whole import LETTER
from tests.letters.pdfs import text_of
from tests.people import World, sent

IS_SCHOOL = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser, with a draft of the service begun."""
    start_draft(world.operator, "surat-uji")
    return signed_in(world.operator.account)


def whole() -> dict[str, Any]:
    """The letter that has everything, for the form of the tests' service."""
    told = json.dumps(LETTER).replace("jawaban.untuk", "jawaban.peruntukan").replace("jawaban.harga", "jawaban.jumlah")
    made: dict[str, Any] = json.loads(told)
    made["blocks"] = [block for block in made["blocks"] if block.get("source") != "jawaban.saksi"]
    return made


def keep(world: World, made: dict[str, Any]) -> None:
    seen = workshop(world.operator, "surat-uji").seen
    edit_draft(world.operator, "surat-uji", ChangeLetter(made, "Surat diubah"), seen=seen)


def press(desk: Client, act: str, **changes: Any) -> Any:
    return desk.post(ADDRESS, typed(desk, aksi=act, **changes))


def kept(desk: Client, shown: Any, **changes: Any) -> None:
    """Save what the page ``shown`` after a button holds, with ``changes``."""
    answer = desk.post(ADDRESS, {**inputs_of(shown), "aksi": "simpan", **changes})
    assert answer.status_code == 302, text(answer)


def test_a_letter_with_everything_is_shown_and_saved_unchanged(desk: Client, world: World) -> None:
    keep(world, whole())
    page = desk.get(ADDRESS)
    assert "tidak bisa diubah di sini" not in text(page).replace("bisa diubah di sini, dan tetap berlaku", "")
    assert "data:image/png;base64," in text(press(desk, "lihat"))
    kept(desk, page, judul="SURAT LENGKAP BARU")
    assert letter(world) == {**whole(), "title": "SURAT LENGKAP BARU"}


def test_a_table_a_condition_and_a_co_signer_are_added_by_buttons_alone(desk: Client, world: World) -> None:
    shown = press(desk, "tambah", **{"jenis-baru": "table", "letak": "2"})
    kept(desk, shown)
    assert letter(world)["blocks"][3] == {
        "kind": "table",
        "source": "keluarga.anggota",
        "columns": [
            {"label": "Nama", "text": "{baris.nama}"},
            {"label": "NIK", "text": "{baris.nik}"},
            {"label": "Tempat lahir", "text": "{baris.tempat_lahir}"},
            {"label": "Tanggal lahir", "text": "{baris.tanggal_lahir}"},
        ],
    }
    shown = press(desk, "syarat-3")
    row = {"b-3-syarat-0-dari": "jawaban.peruntukan", "b-3-syarat-0-cara": "is", "b-3-syarat-0-nilai": "Sekolah"}
    kept(desk, shown, **row)
    assert letter(world)["blocks"][3]["when"] == IS_SCHOOL
    shown = press(desk, "ttd-atur")
    shown = desk.post(ADDRESS, {**inputs_of(shown), "aksi": "ttd-tambah", "ttd-baru": "cosigner"})
    kept(desk, shown, **{"t-1-jabatan": "Camat {wilayah.kecamatan}", "t-1-sisi": "center"})
    assert letter(world)["signatures"] == [
        {"who": "signer"},
        {"who": "cosigner", "title": "Mengetahui,", "position": "Camat {wilayah.kecamatan}", "side": "center"},
    ]


def test_an_attachment_is_added_with_its_own_parts(desk: Client, world: World) -> None:
    shown = press(desk, "lampiran-tambah")
    assert 'id="tersentuh"' in text(shown)
    shown = desk.post(ADDRESS, {**inputs_of(shown), "aksi": "l0-tambah", "l0-jenis-baru": "heading", "l0-letak": "0"})
    kept(desk, shown, **{"l0-judul": "DAFTAR", "l0-b-0-teks": "Isi lampiran.", "l0-b-1-teks": "Judul"})
    assert letter(world)["attachments"] == [
        {
            "title": "DAFTAR",
            "blocks": [{"kind": "paragraph", "text": "Isi lampiran."}, {"kind": "heading", "text": "Judul"}],
        }
    ]


def test_the_page_lies_down_with_its_own_margins(desk: Client, world: World) -> None:
    kept(desk, desk.get(ADDRESS), **{"arah": "landscape", "batas-left": "30", "tanpa-kop": "1", "tanpa-nomor": "1"})
    made = letter(world)
    assert (made["orientation"], made["margins"]) == ("landscape", {"left": 30})
    assert (made["letterhead"], made["number_line"]) == (False, False)


def test_a_wrong_condition_and_wrong_margins_come_back_as_they_were_typed(desk: Client, world: World) -> None:
    before, shown = letter(world), press(desk, "syarat-3")
    row = {"b-3-syarat-0-dari": "jawaban.peruntukan", "b-3-syarat-0-cara": "is", "b-3-syarat-0-nilai": "Rumah"}
    answer = desk.post(ADDRESS, {**inputs_of(shown), "aksi": "simpan", **row, "batas-top": "dua"})
    assert answer.status_code == 422
    assert "Sekolah, Bank" in text(answer)
    assert "10 sampai 50 mm" in text(answer)
    again = inputs_of(answer)
    assert (again["b-3-syarat-0-nilai"], again["batas-top"]) == (["Rumah"], ["dua"])
    assert letter(world) == before


def test_a_condition_on_an_answer_that_is_gone_is_not_lost_by_saving(desk: Client, world: World) -> None:
    made = letter(world)
    gone = {"of": "jawaban.sudah_hilang", "op": "filled"}
    keep(world, {**made, "blocks": [*made["blocks"], {"kind": "paragraph", "text": "A", "when": gone}]})
    page = desk.get(ADDRESS)
    assert "(isian yang sudah tidak ada)" in text(page)
    answer = desk.post(ADDRESS, {**inputs_of(page), "aksi": "simpan"})
    assert answer.status_code == 422
    assert letter(world)["blocks"][-1]["when"] == gone


ODD = ("\0", "9" * 40, "{", "²", "-1", '{"of": 1}', "[" * 3000, '{"not": {"of": "jawaban.x", "op": "is", "to": 1}}')
ENDS = ("syarat-lama", "syarat-0-dari", "tinggi", "sumber", "lebar", "kotak", "rata", "orang", "asal")


@pytest.mark.parametrize("value", ODD)
def test_garbage_in_the_new_inputs_is_no_error_of_ours(value: str, desk: Client, world: World) -> None:
    keep(world, whole())
    form = typed(desk, **{"tanpa-gambar": "1"})
    whole_page = {"batas-top": value, "arah": value, "l0-asal": value, "t-0-asal": value, "lampiran-urut": [value, "0"]}
    for end in ENDS:
        odd = {name: value for name in form if name.endswith(f"-{end}")}
        answer = desk.post(ADDRESS, {**form, **odd, **whole_page, f"b-4-{end}": value})
        assert answer.status_code in (302, 409, 422), end
    assert desk.post(ADDRESS + "gambar/", {**form, **whole_page}).status_code == 200


def test_an_edited_letter_prints_its_new_words(desk: Client, world: World) -> None:
    shown = press(desk, "tambah", **{"jenis-baru": "table", "letak": "2"})
    for act in ("gandakan-2", "syarat-2", "syarat-3"):
        shown = desk.post(ADDRESS, {**inputs_of(shown), "aksi": act})
    rows = {
        f"b-{place}-syarat-0-{end}": value
        for place, choice in ((2, "Sekolah"), (3, "Bank"))
        for end, value in (("dari", "jawaban.peruntukan"), ("cara", "is"), ("nilai", choice))
    }
    words = {"b-2-teks": "Hanya **untuk sekolah**.", "b-3-teks": "Hanya untuk bank."}
    shown = desk.post(ADDRESS, {**inputs_of(shown), **rows, **words, "aksi": "ttd-atur"})
    shown = desk.post(ADDRESS, {**inputs_of(shown), "aksi": "ttd-tambah", "ttd-baru": "cosigner"})
    kept(desk, shown, **{"t-1-jabatan": "Camat Uji", "t-1-nama": "SUGENG"})
    seen = workshop(world.operator, "surat-uji").seen
    desk.post(ADDRESS.replace("surat/", "terbitkan/"), {"terlihat": str(seen)})
    version = Service.objects.get(office=world.karangsari, slug="surat-uji").current
    assert version is not None
    assert version.number == 2
    application = take(world.operator, sent(world.siti, version, peruntukan="bank").number)
    application = approve(world.operator, application.number, seen=application.event_count, note="")
    printed = text_of(storage.read(issue(world.kades, application.number, seen=application.event_count).file))
    assert "Hanya untuk bank." in printed
    assert "untuk sekolah" not in printed
    assert "Camat Uji" in printed
    assert "SUGENG" in printed
    assert world.budi.resident.nik in printed  # from the table of the family
