"""The letter of a service, edited on the desk."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.actions.undo_edit import undo_edit
from tatadesa.catalogue.builder.queries import workshop
from tatadesa.catalogue.commands import load
from tatadesa.core.models import AccessLogEntry
from tests.desk.letter_inputs import inputs_of
from tests.desk.stages import text
from tests.people import World

ADDRESS = "/desk/layanan/surat-uji/formulir/surat/"


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser, with a draft of the service begun."""
    start_draft(world.operator, "surat-uji")
    return signed_in(world.operator.account)


def letter(world: World) -> dict[str, Any]:
    kept: dict[str, Any] = workshop(world.operator, "surat-uji").content["letter"]
    return kept


def typed(desk: Client, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with ``changes``."""
    return {**inputs_of(desk.get(ADDRESS)), "aksi": "simpan", **changes}


def last(world: World) -> str:
    return str(len(letter(world)["blocks"]) - 1)


def test_the_page_shows_every_part_and_a_picture(desk: Client, world: World) -> None:
    page = text(desk.post(ADDRESS, typed(desk, aksi="lihat")))
    assert page.count('name="urut"') == len(letter(world)["blocks"])
    assert "data:image/png;base64," in page
    assert "{jawaban.peruntukan}" in page


def test_the_page_comes_without_its_picture_which_the_script_asks_for(desk: Client) -> None:
    """An old laptop and a thin line wait for words only."""
    page = text(desk.get(ADDRESS))
    assert "data:image/png;base64," not in page
    assert "Perbarui gambar" in page
    assert len(page) < 80_000


def test_unchanged_inputs_change_nothing(desk: Client, world: World) -> None:
    before = letter(world)
    assert desk.post(ADDRESS, typed(desk)).status_code == 302
    assert letter(world) == before


def test_new_words_are_kept_undone_and_published(desk: Client, world: World) -> None:
    before, place = letter(world), last(world)
    assert desk.post(ADDRESS, typed(desk, **{f"b-{place}-teks": "Demikian adanya."})).status_code == 302
    assert letter(world)["blocks"][-1]["text"] == "Demikian adanya."
    undo_edit(world.operator, "surat-uji", seen=workshop(world.operator, "surat-uji").seen)  # type: ignore[arg-type]
    assert letter(world) == before
    desk.post(ADDRESS, typed(desk, **{f"b-{place}-teks": "Demikian adanya."}))
    seen = workshop(world.operator, "surat-uji").seen
    assert seen is not None
    version = publish_draft(world.operator, "surat-uji", seen=seen)
    assert version.letter is not None
    assert version.letter["blocks"][-1]["text"] == "Demikian adanya."


def test_parts_are_added_moved_copied_and_removed_before_anything_is_kept(desk: Client, world: World) -> None:
    before, count = letter(world), len(letter(world)["blocks"])
    buttons = {"tambah": count + 1, "gandakan-0": count + 1, "hapus-0": count - 1, "turun-0": count}
    for button, parts in buttons.items():
        form = typed(desk, aksi=button, **{"jenis-baru": "paragraph", "letak": "0"})
        assert text(desk.post(ADDRESS, form)).count('name="urut"') == parts, button
    assert letter(world) == before


def test_parts_are_kept_in_the_order_of_the_page(desk: Client, world: World) -> None:
    form = typed(desk)
    form["urut"] = form["urut"][::-1]
    desk.post(ADDRESS, form)
    assert letter(world)["blocks"][0]["kind"] == "closing"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Untuk {jawaban.tidak_ada}.", "tidak ada di formulir"),
        ("Untuk {penduduk.rahasia}.", "tidak dikenal"),
        ("Untuk {x", "Kurung kurawal hanya untuk"),
        ("a" * 2001, "paling panjang 2000 huruf"),
    ],
)
def test_what_is_wrong_stands_at_its_part_and_nothing_is_lost(
    words: str, said: str, desk: Client, world: World
) -> None:
    before, place = letter(world), last(world)
    answer = desk.post(ADDRESS, typed(desk, **{f"b-{place}-teks": words}))
    assert answer.status_code == 422
    assert said in text(answer)
    assert words in text(answer)
    assert letter(world) == before
    found = desk.post(ADDRESS + "gambar/", typed(desk, **{f"b-{place}-teks": words})).json()
    assert said in found["faults"][f"bagian-{place}"]


def test_the_picture_is_of_what_is_typed_and_keeps_nothing(desk: Client, world: World) -> None:
    before, place = letter(world), last(world)
    first = desk.post(ADDRESS + "gambar/", typed(desk)).json()
    second = desk.post(ADDRESS + "gambar/", typed(desk, **{f"b-{place}-teks": "Lain sama sekali."})).json()
    assert first["pages"] != second["pages"]
    assert second["faults"] == {}
    assert letter(world) == before


def test_a_page_that_the_browser_has_is_not_sent_again(desk: Client) -> None:
    [first] = desk.post(ADDRESS + "gambar/", typed(desk)).json()["pages"]
    assert first["source"].startswith("data:image/png;base64,")
    again = desk.post(ADDRESS + "gambar/", typed(desk, gambar=first["mark"])).json()["pages"]
    assert again == [{"mark": first["mark"], "source": ""}]
    [other] = desk.post(ADDRESS + "gambar/", typed(desk, gambar=f"\0 {first['mark']}")).json()["pages"]
    assert other["source"] == first["source"]


def test_a_page_out_of_sight_waits(desk: Client) -> None:
    """What nobody looks at is not drawn while somebody types."""
    [first] = desk.post(ADDRESS + "gambar/", typed(desk)).json()["pages"]
    changed = typed(desk, judul="SURAT LAIN", gambar=first["mark"], tampak="")
    assert desk.post(ADDRESS + "gambar/", changed).json()["pages"] == [{"mark": "", "source": ""}]
    [seen] = desk.post(ADDRESS + "gambar/", {**changed, "tampak": "0 x 99999999"}).json()["pages"]
    assert seen["source"]
    assert seen["mark"] != first["mark"]


def test_a_picture_is_no_larger_than_its_column(desk: Client) -> None:
    sizes = [
        len(desk.post(ADDRESS + "gambar/", typed(desk, lebar=lebar)).json()["pages"][0]["source"])
        for lebar in ("560", "4000", "-1")
    ]
    assert sizes[0] < 0.8 * sizes[1]
    assert sizes[1] == sizes[2]


@pytest.mark.parametrize("slug", ["nikah", "kematian", "kelahiran", "kartu-keluarga", "biodata"])
def test_the_largest_shipped_letters_fit_a_request_and_a_thin_line(desk: Client, world: World, slug: str) -> None:
    """With each attachment open; what a browser sends beside the inputs and a few new lines have room, too."""
    load("builtin", world.karangsari.code)
    start_draft(world.operator, slug)
    address = ADDRESS.replace("surat-uji", slug)
    assert len(desk.get(address).content) < 90_000
    for place in range(len(workshop(world.operator, slug).content["letter"]["attachments"])):
        page = desk.get(f"{address}?buka={place}")
        inputs = inputs_of(page)
        assert f"l{place}-judul" in inputs
        assert sum(map(len, inputs.values())) <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - 40
        saved = desk.post(address, {**inputs, "aksi": "simpan", "judul": "SURAT BARU"})
        assert saved.headers["Location"] == f"{address}?buka={place}"


def test_the_mark_of_an_official_form_is_typed_and_comes_along_with_a_copy(desk: Client, world: World) -> None:
    desk.post(ADDRESS, typed(desk, **{"kode-formulir": "Model N1", "sumber-formulir": "Keputusan 473/2020"}))
    assert (letter(world)["code"], letter(world)["source"]) == ("Model N1", "Keputusan 473/2020")
    file = SimpleUploadedFile("surat.json", desk.get(f"{ADDRESS[:-1]}.json").content)
    desk.post(ADDRESS, typed(desk, **{"kode-formulir": "", "sumber-formulir": ""}))
    assert not letter(world)["code"]
    shown = inputs_of(desk.post(ADDRESS + "ambil/", {"berkas": file}))
    assert (shown["kode-formulir"], shown["sumber-formulir"]) == (["Model N1"], ["Keputusan 473/2020"])
    assert desk.post(ADDRESS, {**shown, "aksi": "simpan", "kode-formulir": "N" * 30}).status_code == 422


def test_a_colleagues_change_is_not_written_over(desk: Client, world: World) -> None:
    form = typed(desk, judul="SURAT SATU")
    desk.post(ADDRESS, form)
    answer = desk.post(ADDRESS, {**form, "judul": "SURAT DUA"})
    assert answer.status_code == 409
    assert "SURAT DUA" in text(answer)


def test_garbage_is_no_error_of_ours(desk: Client, world: World) -> None:
    for form in (
        {},
        {"urut": ["0", "x", "9" * 40], "b-0-jenis": "\0", "aksi": "hapus-99", "letak": "-1"},
        typed(desk, aksi="tambah", **{"jenis-baru": "x", "sebagai": "x:y:z", "b-0-asal": "88"}),
    ):
        for address in (ADDRESS, ADDRESS + "gambar/"):
            assert desk.post(address, form).status_code in (200, 409, 422)


def test_the_picture_with_a_resident_is_written_down(desk: Client, world: World) -> None:
    resident = world.siti.resident
    found = desk.post(ADDRESS + "warga/", {"cari": resident.nik})
    assert resident.name in text(found)
    chosen = desk.post(ADDRESS + "warga/", {"warga": str(resident.pk)})
    assert chosen.status_code == 302
    assert AccessLogEntry.objects.filter(resident_id=resident.pk, purpose="uji coba surat").count() == 1
    assert f"Dengan data <bdi>{resident.name}" in text(desk.get(chosen["Location"]))


def test_a_pass_for_a_resident_is_its_holders_alone(
    desk: Client, world: World, signed_in: Callable[[Account], Client]
) -> None:
    chosen = desk.post(ADDRESS + "warga/", {"warga": str(world.siti.resident.pk)})
    other = signed_in(world.sekdes.account)
    assert "Dengan data contoh" in text(other.get(chosen["Location"]))


def test_a_letter_goes_to_another_office_as_a_file(desk: Client, world: World) -> None:
    file = desk.get("/desk/layanan/surat-uji/formulir/surat.json")
    assert json.loads(file.content)["letter"] == letter(world)
    changed = {"letter": {**letter(world), "title": "SURAT KANTOR LAIN"}}
    sent = SimpleUploadedFile("surat.json", json.dumps(changed).encode())
    answer = desk.post(ADDRESS + "ambil/", {"berkas": sent})
    assert answer.status_code == 200
    assert "SURAT KANTOR LAIN" in text(answer)
    assert letter(world)["title"] != "SURAT KANTOR LAIN"
    for name, data in (("x.json", b"[[["), ("x.docx", b"PK\x03\x04"), ("x.exe", b"MZ")):
        refused = desk.post(ADDRESS + "ambil/", {"berkas": SimpleUploadedFile(name, data)})
        assert refused.status_code == 422
