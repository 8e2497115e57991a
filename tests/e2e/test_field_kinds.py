"""Fields that do more than text: filled in with our script, without it, and at the counter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tatadesa.catalogue.commands import LIBRARY
from tests.e2e.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    OpenContext,
    assert_accessible,
    picture,
    sign_in_citizen,
    sign_in_staff,
)
from tests.e2e.papers import photo

SLUG = "uji-isian"
HERE = {"latitude": -7.512345, "longitude": 109.234567, "accuracy": 12}
WITNESS: list[dict[str, Any]] = [
    {"id": "nama", "kind": "short_text", "label": "Nama saksi", "required": True},
    {"id": "hadir", "kind": "yes_no", "label": "Hadir di kantor"},
]
FIELDS: list[dict[str, Any]] = [
    {
        "id": "bantuan",
        "kind": "choices",
        "label": "Bantuan yang diterima",
        "choices": [{"key": key, "label": key.upper()} for key in ("pkh", "bpnt", "blt")],
        "max_choices": 2,
    },
    {"id": "menikah", "kind": "yes_no", "label": "Sudah menikah", "required": True},
    {"id": "surel", "kind": "email", "label": "Alamat email"},
    {"id": "no_kk", "kind": "no_kk", "label": "Nomor Kartu Keluarga"},
    {"id": "kartu", "kind": "photo", "label": "Foto KTP", "frame": "ktp", "required": True},
    {"id": "paraf", "kind": "signature", "label": "Tanda tangan", "required": True},
    {"id": "lokasi", "kind": "map_point", "label": "Letak rumah"},
    {
        "id": "saksi",
        "kind": "group",
        "label": "Saksi",
        "row_label": "Saksi",
        "fields": WITNESS,
        "min_rows": 2,
        "max_rows": 3,
        "required": True,
    },
]

PAPERS = [
    {"label": "Foto KTP", "field": "kartu", "required": True},
    {"label": "Tanda tangan", "field": "paraf", "required": True},
]


@pytest.fixture(scope="module")
def citizen(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Somebody whose village offers a service with all these fields."""
    somebody = demo.citizens[0]
    folder = tmp_path_factory.mktemp("layanan") / SLUG
    folder.mkdir()
    definition = json.loads((LIBRARY / "sku" / "service.json").read_text())
    own = {"slug": SLUG, "name": "Uji isian", "requirements": PAPERS, "letter": None, "form": {"fields": FIELDS}}
    (folder / "service.json").write_text(json.dumps({**definition, **own}))
    demo.command("services", "load", str(folder.parent), "--office", somebody["office"])
    return somebody


def answers(page: Page) -> str:
    """All that the page says about what was answered."""
    return page.locator("main").inner_text()


@pytest.mark.whole_browser
def test_a_phone_takes_pictures_and_knows_where_it_is(
    demo: Demo, citizen: dict[str, str], open_context: OpenContext, tmp_path: Path
) -> None:
    context = open_context(
        PHONE, permissions=["camera", "geolocation"], geolocation=HERE, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    sign_in_citizen(page, demo, citizen)
    page.goto(f"{demo.portal}/layanan/{SLUG}/isi/")
    expect(page.get_by_role("button", name="Buka kamera")).to_be_visible()
    assert_accessible(page)

    page.get_by_label("PKH").check()
    page.get_by_label("Ya", exact=True).first.check()
    page.fill("[name=surel]", "siti@gmail.con")
    page.fill("[name=no_kk]", "3302070101100001")
    expect(page.locator("#isian-surel-salah")).to_contain_text("siti@gmail.com")
    page.fill("[name=surel]", "Siti@GMAIL.com")
    take_photo(page)
    sign(page)
    page.get_by_role("button", name="Ambil lokasi saya").click()
    expect(page.locator("[name=lokasi__lintang]")).to_have_value("-7,512345")
    expect(page.get_by_text("ketelitian sekitar 12 meter")).to_be_visible()
    name_witnesses(page)
    assert_accessible(page)
    picture(page, "field-kinds")

    page.get_by_role("button", name="Lanjut: periksa isian").click()
    page.wait_for_url(re.compile("/periksa/"))
    said = answers(page)
    for words in ("PKH", "Siti@gmail.com", "3302070101100001", "-7,512345, 109,234567 (± 12 m)", "1. Nama saksi: BUDI"):
        assert words in said
    assert "2. Nama saksi: EDI; Hadir di kantor: Tidak" in said
    assert_accessible(page)
    page.get_by_role("button", name="Kirim permohonan").click()
    page.wait_for_url(re.compile("/permohonan/[^/]+/"))
    number = page.url.split("/permohonan/")[1].partition("/")[0]

    desk = open_context(LAPTOP).new_page()
    sign_in_staff(desk, demo, demo.staff_member("operator", citizen["office"]))
    desk.goto(f"{demo.portal}/desk/permohonan/{number}/")
    said = answers(desk)
    for words in ("Siti@gmail.com", "1. Nama saksi: BUDI", "foto-kartu.jpg"):
        assert words in said
    assert_accessible(desk)


def take_photo(page: Page) -> None:
    """Behind the frame, once again, then it is taken."""
    page.get_by_role("button", name="Buka kamera").click()
    expect(page.locator(".frame-ktp")).to_be_visible()
    page.get_by_role("button", name="Jepret").click()
    expect(page.get_by_alt_text("Foto yang baru diambil")).to_be_visible()
    page.get_by_role("button", name="Foto ulang").click()
    page.get_by_role("button", name="Jepret").click()
    page.get_by_role("button", name="Pakai foto ini").click()
    expect(page.locator("[data-field=kartu] input[type=hidden][name=kartu]")).to_have_count(1)
    expect(page.locator("[data-field=kartu]")).to_contain_text("Terkirim")


def sign(page: Page) -> None:
    """Two strokes, one taken back, and no way on while what is drawn is not used."""
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for height in (60, 120):
        page.mouse.move(box["x"] + 30, box["y"] + height)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + height - 30, steps=4)
        page.mouse.move(box["x"] + 220, box["y"] + height, steps=4)
        page.mouse.up()
    page.get_by_role("button", name="Urungkan").click()
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(page.get_by_text("Tanda tangan belum dipakai.")).to_be_visible()
    page.get_by_role("button", name="Pakai tanda tangan ini").click()
    expect(page.locator("[data-field=paraf] input[type=hidden][name=paraf]")).to_have_count(1)


def name_witnesses(page: Page) -> None:
    """Rows come and go; what is missing is told in its own row."""
    names = page.get_by_label("Nama saksi")
    expect(names).to_have_count(2)
    page.get_by_role("button", name="Tambah saksi").click()
    expect(names).to_have_count(3)
    expect(names.nth(2)).to_be_focused()
    expect(page.get_by_role("button", name="Tambah saksi")).to_be_hidden()
    for index, name in enumerate(("BUDI", "ANI", "EDI")):
        names.nth(index).fill(name)
    page.get_by_role("group", name="Saksi 3").get_by_label("Tidak").check()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hapus saksi 2").click()
    expect(names).to_have_count(2)
    expect(names.nth(1)).to_have_value("EDI")
    expect(names.nth(1)).to_have_attribute("name", "saksi__1__nama")
    names.nth(0).fill("")
    page.get_by_role("group", name="Saksi 1").get_by_label("Ya").check()
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(names.nth(0)).to_be_focused()
    expect(page.locator("#isian-saksi__0__nama-salah")).to_be_visible()
    expect(page.locator("[data-errors] a")).to_have_attribute("href", "#isian-saksi__0__nama")
    names.nth(0).fill("BUDI")
    expect(page.locator("#isian-saksi__0__nama-salah")).to_have_count(0)


def test_all_of_it_works_without_script(
    demo: Demo, citizen: dict[str, str], open_context: OpenContext, tmp_path: Path
) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_citizen(page, demo, citizen)
    page.goto(f"{demo.portal}/layanan/{SLUG}/isi/")
    page.get_by_label("BLT").check()
    page.get_by_label("Tidak", exact=True).first.check()
    page.set_input_files("[name=kartu__berkas]", photo(tmp_path, "ktp"))
    page.set_input_files("[name=paraf__berkas]", photo(tmp_path, "paraf"))
    page.fill("[name=lokasi__lintang]", "-7.512345, 109.234567")
    page.fill("[name=saksi__0__nama]", "BUDI")

    page.get_by_role("button", name="Tambah saksi").click()
    expect(page.locator("[name=saksi__2__nama]")).to_be_visible()
    expect(page.locator("[name=saksi__0__nama]")).to_have_value("BUDI")
    expect(page.locator("[data-field=kartu]")).to_contain_text("ktp.jpg")
    page.fill("[name=saksi__2__nama]", "EDI")
    page.get_by_role("button", name="Hapus saksi 2").click()
    expect(page.locator("[name=saksi__1__nama]")).to_have_value("EDI")
    page.fill("[name=saksi__1__nama]", "")
    # Enter sends the form on, whatever buttons stand before the end.
    page.locator("[name=saksi__0__nama]").press("Enter")

    wrong = page.locator("[name=saksi__1__nama]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Isi paling sedikit 2 saksi").first).to_be_visible()
    expect(page.get_by_role("link", name="Saksi")).to_have_attribute("href", "#isian-saksi__1__nama")
    wrong.fill("EDI")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    said = answers(page)
    for words in ("BLT", "-7,512345, 109,234567", "1. Nama saksi: BUDI", "2. Nama saksi: EDI", "ktp.jpg", "paraf.jpg"):
        assert words in said


@pytest.mark.whole_browser
def test_at_the_counter_pictures_go_out_with_the_form(
    demo: Demo, citizen: dict[str, str], open_context: OpenContext, tmp_path: Path
) -> None:
    page = open_context(LAPTOP, permissions=["camera"]).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", citizen["office"]))
    page.goto(f"{demo.portal}/desk/loket/")
    page.fill("[name=cari]", citizen["nik"])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile(citizen["name"])).first.click()
    page.get_by_role("link", name="Uji isian").last.click()
    expect(page.get_by_role("heading", name="Uji isian")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Buka kamera").click()
    page.get_by_role("button", name="Jepret").click()
    page.get_by_role("button", name="Pakai foto ini").click()
    expect(page.get_by_text("Foto ikut terkirim bersama formulir.")).to_be_visible()
    page.set_input_files("[name=paraf__berkas]", photo(tmp_path, "paraf"))
    page.get_by_label("Ya", exact=True).first.check()
    for index, name in enumerate(("BUDI", "EDI")):
        page.fill(f"[name=saksi__{index}__nama]", name)
    picture(page, "field-kinds-counter")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    page.wait_for_url(re.compile("/periksa/"))
    assert "foto-kartu.jpg" in answers(page)
    assert "2. Nama saksi: EDI" in answers(page)


@pytest.mark.whole_browser
def test_registration_looks_through_the_same_camera(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE, permissions=["camera"]).new_page()
    page.goto(f"{demo.portal}/daftar/")
    page.locator(f"a[href$='?desa={demo.citizens[0]['office']}']").click()
    page.get_by_label(re.compile("Ya, data dan foto")).check()
    page.get_by_role("button", name="Mulai").click()
    page.get_by_role("button", name="Buka kamera").click()
    expect(page.locator(".frame-ktp")).to_be_visible()
    page.get_by_role("button", name="Jepret").click()
    expect(page.get_by_role("img", name="Foto KTP yang akan dikirim")).to_be_visible()
    page.get_by_role("button", name="Foto ulang").click()
    page.get_by_role("button", name="Buka kamera").click()
    page.get_by_role("button", name="Jepret").click()
    page.get_by_role("button", name="Kirim foto").click()
    page.wait_for_url(re.compile("/daftar/(membaca|data)/"))
