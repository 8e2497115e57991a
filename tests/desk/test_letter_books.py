"""The desk's pages of numbers, books, classification and archive, over HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.clock import office_today
from tatadesa.core.models import AccessLogEntry
from tatadesa.letters.models import AgendaEntry, DispatchEntry, OfficeClassification, TakenNumber
from tests.desk.stages import issued, text
from tests.people import World, photo

Browser = Callable[[Account], Client]
SET_UP = "/desk/pengaturan/kantor/nomor/"
PAGES = (
    "agenda/",
    "agenda/baru/",
    "ekspedisi/",
    "ekspedisi/baru/",
    "arsip/",
    "arsip/habis-masa/",
    "nomor/",
    "klasifikasi/",
)
MAX_QUERIES = 14


def came(world: World, **changes: object) -> dict[str, object]:
    day = office_today(world.karangsari.timezone).isoformat()
    usual = {
        "arah": "masuk",
        "diterima": day,
        "nomor": "005/1",
        "tanggal": day,
        "pihak": "Camat",
        "perihal": "Undangan",
    }
    return {**usual, **changes}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_keepers_only(world: World, signed_in: Browser, page: str) -> None:
    issued(world)
    assert signed_in(world.operator.account).get(f"/desk/surat/{page}").status_code == 200
    world.other_operator.roles = ["rt"]
    world.other_operator.save()
    assert signed_in(world.other_operator.account).get(f"/desk/surat/{page}").status_code == 403


def test_a_letter_is_entered_with_its_scan_and_opens_again(world: World, signed_in: Browser) -> None:
    client = signed_in(world.operator.account)
    wrong = client.post("/desk/surat/agenda/baru/", came(world, perihal="", pihak="Kecamatan <b>"))
    assert wrong.status_code == 422
    assert "Tulis isi singkat surat." in text(wrong)
    assert "Kecamatan &lt;b&gt;" in text(wrong)
    assert client.post("/desk/surat/agenda/baru/", came(world, pindai=photo())).status_code == 302
    entry = AgendaEntry.objects.get()
    assert "Undangan" in text(client.get("/desk/surat/agenda/?cari=undangan&arah=masuk"))
    scan = client.get(f"/desk/surat/agenda/{entry.pk}/pindaian/")
    assert scan.content.startswith(b"\xff\xd8")
    client.post(f"/desk/surat/agenda/{entry.pk}/disposisi/", {"disposisi": "Sekdes."})
    assert "Disposisi: Sekdes." in text(client.get("/desk/surat/agenda/"))
    assert {"buku agenda", "pindaian surat"} <= set(AccessLogEntry.objects.values_list("purpose", flat=True))


def test_both_books_are_handed_out(world: World, signed_in: Browser) -> None:
    letter, client = issued(world), signed_in(world.operator.account)
    day = office_today(world.karangsari.timezone).isoformat()
    sent = {"dikirim": day, "nomor": letter.number, "kepada": "Siti Aminah", "cara": "diambil", "bukti": "Siti"}
    assert client.post("/desk/surat/ekspedisi/baru/", sent).status_code == 302
    assert DispatchEntry.objects.get().letter == letter
    for book in ("agenda", "ekspedisi"):
        paper = client.get(f"/desk/surat/{book}/cetak.pdf?dari={day}")
        assert paper.content.startswith(b"%PDF")
        assert "no-store" in paper.headers["Cache-Control"]
        assert b"".join(client.get(f"/desk/surat/{book}/unduh.xlsx").streaming_content).startswith(b"PK")


def test_a_paper_number_is_taken_and_cancelled_on_the_page(world: World, signed_in: Browser) -> None:
    client, day = signed_in(world.operator.account), office_today(world.karangsari.timezone).isoformat()
    said = {"perihal": "Undangan", "kepada": "RT 01", "klasifikasi": "000.1.5", "tanggal": day, "keamanan": "B"}
    assert client.post("/desk/surat/nomor/", said | {"perihal": ""}).status_code == 422
    assert client.post("/desk/surat/nomor/", said).status_code == 302
    taken = TakenNumber.objects.get()
    assert taken.number in text(client.get("/desk/surat/nomor/"))
    missing = client.post(f"/desk/surat/nomor/{taken.pk}/batal/", {"alasan": ""})
    assert missing.status_code == 422
    assert "Tulis alasan pembatalan" in text(missing)
    client.post(f"/desk/surat/nomor/{taken.pk}/batal/", {"alasan": "Batal rapat."})
    assert "Batal rapat." in text(client.get("/desk/surat/nomor/"))


def test_the_numbering_is_set_with_an_example_first(world: World, signed_in: Browser) -> None:
    client = signed_in(world.kades.account)
    said = {"pola": "{nomor:04}/{layanan}/{kode}/{tahun}", "kode": "DS.KRS", "hitungan": "service", "seen": ""}
    shown = text(client.post(SET_UP, said | {"contoh": "1"}))
    assert "0001/SKU/DS.KRS/" in shown
    world.karangsari.refresh_from_db()
    assert world.karangsari.number_code != "DS.KRS"
    twins = client.post(SET_UP, said | {"pola": "{nomor}/{tahun}"})
    assert twins.status_code == 422
    assert "nomor kembar" in text(twins)
    assert client.post(SET_UP, said).status_code == 302
    assert client.post(SET_UP, said).status_code == 409
    for part in ("mulai", "surat"):
        assert client.post(f"{SET_UP}{part}/", {"seen": "x", "layanan": "\x00", "pola": "{"}).status_code in (409, 422)
    assert signed_in(world.operator.account).get(SET_UP).status_code == 403


def test_a_code_is_added_by_the_secretary(world: World, signed_in: Browser) -> None:
    client = signed_in(world.sekdes.account)
    said = {"kode": "148.9", "judul": "Kode kami", "nasib": "musnah", "aktif": "1", "inaktif": "2"}
    assert client.post("/desk/surat/klasifikasi/", said | {"aktif": "x"}).status_code == 422
    assert client.post("/desk/surat/klasifikasi/", said).status_code == 302
    assert OfficeClassification.objects.get().title == "Kode kami"
    assert "aktif 1 tahun" in text(client.get("/desk/surat/klasifikasi/?cari=kode kami"))
    assert signed_in(world.operator.account).post("/desk/surat/klasifikasi/", said).status_code == 403


def test_what_is_due_is_decided_on_its_page(world: World, signed_in: Browser) -> None:
    old = (office_today(world.karangsari.timezone) - timedelta(days=2600)).isoformat()
    client = signed_in(world.sekdes.account)
    client.post("/desk/surat/agenda/baru/", came(world, diterima=old, tanggal=old))
    entry = AgendaEntry.objects.get()
    page = "/desk/surat/arsip/habis-masa/"
    assert "Undangan" in text(client.get(page))
    wrong = client.post(page, {"pilih": [str(entry.pk), "x"], "nasib": "musnah", "catatan": ""})
    assert wrong.status_code == 422
    assert "checked" in text(wrong)
    assert client.post(page, {"pilih": str(entry.pk), "nasib": "musnah", "catatan": "BA 3"}).status_code == 302
    assert "dimusnahkan" in text(client.get(f"/desk/surat/arsip/?tahun={old[:4]}"))
    assert "Arsip masih kosong" not in text(client.get("/desk/surat/arsip/?tahun=abcd&klasifikasi=%00"))


@pytest.mark.parametrize("page", ["agenda/", "ekspedisi/", "arsip/", "nomor/"])
def test_as_many_queries_for_several_as_for_one(world: World, signed_in: Browser, page: str) -> None:
    client, day = signed_in(world.operator.account), office_today(world.karangsari.timezone).isoformat()

    def more() -> None:
        client.post("/desk/surat/agenda/baru/", came(world))
        client.post(
            "/desk/surat/ekspedisi/baru/",
            {"dikirim": day, "tanggal": day, "perihal": "x", "kepada": "y", "cara": "pos"},
        )
        issued(world)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/desk/surat/{page}").status_code == 200
        return len(captured)

    more()
    one = asked()
    more()
    more()
    assert one == asked() <= MAX_QUERIES


@pytest.mark.parametrize("query", ["setelah=rusak", "dari=kemarin&sampai=%00", "cari=%00%00", "tahun=99999", "arah=x"])
def test_garbage_in_an_address_is_an_answer(world: World, signed_in: Browser, query: str) -> None:
    client = signed_in(world.operator.account)
    for page in PAGES:
        assert client.get(f"/desk/surat/{page}?{query}").status_code in (200, 404, 422), page
