"""An officer imports a sheet: a broken file first, then one with faults, whose refused rows come back mended."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_staff
from tests.residents.sheets import samples
from tests.residents.sheets.samples import KEYS, person, table

VILLAGE = "33.02.07.2002"
PATIENCE = 60_000


def people() -> list[dict[str, object]]:
    """Two hundred of whom three have faults."""
    found = [person(number) for number in range(1, 201)]
    found[2]["sex"] = "X"
    found[3]["nik"] = 3302071508950004.0
    found[4]["tanggallahir"] = "31-02-1990"
    return found


def test_a_broken_file_then_one_with_faults(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", VILLAGE))
    page.get_by_role("link", name="Penduduk", exact=True).first.click()
    page.get_by_role("link", name="Impor", exact=True).click()
    assert_accessible(page)
    good = samples.xlsx(table(people()))

    page.set_input_files("[name=berkas]", samples.write(tmp_path, "rusak.xlsx", good[: len(good) // 2]))
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("alert")).to_contain_text("rusak atau terpotong", timeout=PATIENCE)
    assert_accessible(page)

    page.get_by_role("link", name="Impor penduduk").click()
    page.set_input_files("[name=berkas]", samples.write(tmp_path, "penduduk.xlsx", good))
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("heading", name="Masukkan ke data penduduk?")).to_be_visible(timeout=PATIENCE)
    assert_accessible(page)
    expect(page.get_by_text("Ubah format kolom menjadi Teks")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh baris yang ditolak").click()
    refused = download.value.path().read_bytes()
    page.get_by_role("button", name="Masukkan 197 baris yang benar saja").click()
    expect(page.get_by_text("197 penduduk baru dimasukkan")).to_be_visible(timeout=PATIENCE)

    page.get_by_role("link", name="Impor penduduk").click()
    page.set_input_files("[name=berkas]", samples.write(tmp_path, "perbaikan.xlsx", mended(refused)))
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("button", name="Masukkan semua, 3 baris").click(timeout=PATIENCE)
    expect(page.get_by_text("3 penduduk baru dimasukkan")).to_be_visible(timeout=PATIENCE)


def test_without_javascript_and_on_a_phone(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_staff(page, demo, demo.staff_member("sekdes", "33.02.07.2001"))
    page.goto(f"{demo.portal}/desk/penduduk/impor/")
    page.set_input_files(
        "[name=berkas]", samples.write(tmp_path, "penduduk.csv", samples.delimited(table([person(1)])))
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url("**/desk/penduduk/impor/*/")
    cancel = page.get_by_role("button", name="Batalkan impor")
    for _ in range(60):
        if cancel.is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    cancel.click()
    expect(page.get_by_text("Impor dibatalkan")).to_be_visible()


def mended(refused: bytes) -> bytes:
    """The downloaded rows, corrected by hand; the column with the reasons stays."""
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(refused)).get_sheet_by_index(0).to_python()
    for row, (key, right) in zip(
        rows, (("sex", "L"), ("nik", "3302071508950004"), ("tanggallahir", "1995-08-15")), strict=True
    ):
        row[KEYS.index(key)] = right
    return samples.xlsx([header, *rows])
