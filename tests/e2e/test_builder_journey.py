"""An operator builds SKTM from nothing; a citizen fills it in; a second version comes while the citizen has a draft."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    OpenContext,
    assert_accessible,
    sign_in_citizen,
    sign_in_staff,
)
from tests.e2e.papers import photo

NAME = "Surat Keterangan Tidak Mampu Baru"


def add(page: Page, label: str, kind: str) -> None:
    """As a person does: type the question, press the card."""
    page.get_by_label("1. Tulis pertanyaannya").fill(label)
    page.locator("button.kind", has_text=re.compile(rf"^\s*{kind}")).click()
    expect(page.locator("[data-panel] [name=label]")).to_have_value(label)


def save(page: Page) -> None:
    """The open panel closes when it is kept."""
    page.locator("[data-panel]").get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-panel]")).to_have_count(0)


def order(page: Page) -> list[str]:
    """The labels from top to bottom."""
    return page.locator(".field-row .field-name b").all_inner_texts()


def preview(page: Page, text: str) -> Locator:
    """Something in the phone beside the list."""
    return page.frame_locator("#pratinjau").get_by_text(text, exact=False).first


def build(page: Page, demo: Demo) -> str:
    """SKTM from nothing: a choice, a question that depends on it, money, a file, a statement; gives its slug."""
    page.goto(f"{demo.desk}/layanan/baru/")
    assert_accessible(page)
    page.get_by_label("Nama layanan", exact=True).fill(NAME)
    page.get_by_label("Kelompok").fill("Sosial")
    page.get_by_role("button", name="Mulai dari kosong").click()
    expect(page.get_by_text("Belum ada isian.")).to_be_visible()
    add(page, "Surat dipakai untuk", "Pilihan satu")
    page.get_by_label("Daftar pilihan").fill("Sekolah\nBerobat\nBantuan sosial")
    save(page)
    expect(preview(page, "Bantuan sosial")).to_be_visible()
    add(page, "Nama sekolah", "Teks pendek")
    page.get_by_text("Tampilkan hanya bila…").click()
    page.locator("[name=tampil-0-dari]").select_option(label="Surat dipakai untuk")
    page.locator(".condition [data-picker]").first.select_option("Sekolah")
    assert_accessible(page)
    save(page)
    expect(page.get_by_text("tampil bila Surat dipakai untuk adalah “Sekolah”")).to_be_visible()
    add(page, "Penghasilan per bulan", "Uang")
    page.get_by_label("Uang paling banyak").fill("banyak")
    page.locator("[data-panel]").get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-panel] .field-error")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Uang paling banyak").fill("5.000.000")
    save(page)
    add(page, "Kartu Keluarga", "Berkas")
    save(page)
    add(page, "Saya menyatakan keterangan ini benar.", "Pernyataan")
    save(page)
    return page.url.split("/layanan/")[1].split("/")[0]


def put_in_order(page: Page) -> None:
    """By keyboard alone, where the row keeps the focus; by mouse; taken back by a key; refused where it must be."""
    first = page.locator(".field-row .field-name b").first
    page.locator("#buka-kartu_keluarga").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".field-row .field-name b").nth(2)).to_have_text("Kartu Keluarga")
    expect(page.locator("#buka-kartu_keluarga")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".field-row .field-name b").nth(3)).to_have_text("Kartu Keluarga")
    page.locator("#f-penghasilan_per_bulan [data-grip]").hover()
    page.mouse.down()
    top = page.locator(".field-row").first.bounding_box()
    assert top is not None
    page.mouse.move(top["x"] + 10, top["y"] + 4, steps=6)
    page.mouse.up()
    expect(first).to_have_text("Penghasilan per bulan")
    expect(page.locator("#kabar")).to_contain_text("dipindah ke paling atas")
    page.keyboard.press("Control+z")
    expect(first).to_have_text("Surat dipakai untuk")
    page.locator("#buka-nama_sekolah").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("alert")).to_contain_text("Surat dipakai untuk")
    assert order(page)[:2] == ["Surat dipakai untuk", "Nama sekolah"]
    assert_accessible(page)


def try_out(page: Page, nik: str, tmp_path: Path) -> None:
    """In the phone beside the list, then as a resident."""
    frame = page.frame_locator("#pratinjau")
    expect(frame.get_by_label("Nama sekolah")).to_be_hidden()
    frame.get_by_text("Sekolah", exact=True).click()
    expect(frame.get_by_label("Nama sekolah")).to_be_visible()
    page.get_by_role("link", name="Uji coba").click()
    page.get_by_label("Nama, NIK, atau No. KK").fill(nik)
    page.get_by_role("button", name="Cari").click()
    page.locator("button.as-link").first.click()
    page.get_by_text("Berobat", exact=True).click()
    page.get_by_label("Penghasilan per bulan").fill("750.000")
    page.set_input_files("[name=kartu_keluarga__berkas]", photo(tmp_path, "kk"))
    page.get_by_text("Saya menyatakan keterangan ini benar.").first.click()
    page.get_by_role("button", name="Coba kirim").click()
    expect(page.get_by_text("Semua benar.")).to_be_visible()
    expect(page.get_by_text("Rp750.000")).to_be_visible()
    assert_accessible(page)


def publish(page: Page, version: int) -> None:
    """What changes for citizens is shown first."""
    page.get_by_role("link", name="Terbitkan…").click()
    assert_accessible(page)
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(page.locator("#penyusun").get_by_text(f"Versi {version} terbit.")).to_be_visible()


def test_sktm_from_nothing_to_a_citizens_second_version(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", citizen["office"]))
    slug = build(page, demo)
    put_in_order(page)
    try_out(page, citizen["nik"], tmp_path)
    publish(page, 1)

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    warga.goto(f"{demo.portal}/layanan/{slug}/isi/")
    warga.get_by_text("Berobat", exact=True).click()
    warga.get_by_label("Penghasilan per bulan").fill("750.000")
    warga.get_by_role("button", name="Simpan dulu").click()
    expect(warga.get_by_text("tersimpan").first).to_be_visible()

    page.get_by_role("button", name="Ubah formulir ini").click()
    page.locator("#buka-surat_dipakai_untuk").click()
    page.get_by_label("Daftar pilihan").fill("Sekolah\nBantuan sosial")
    save(page)
    add(page, "Jumlah tanggungan", "Angka")
    save(page)
    page.get_by_role("link", name="Versi dan berkas").click()
    expect(page.get_by_text("Isian “Surat dipakai untuk”: pilihan “Berobat” dihapus.")).to_be_visible()
    assert_accessible(page)
    publish(page, 2)

    warga.goto(f"{demo.portal}/")
    warga.locator(f"a[href*='/layanan/{slug}/isi/']").first.click()
    expect(warga.get_by_text("Formulir layanan ini sudah diperbarui.")).to_be_visible()
    expect(warga.get_by_text("Pertanyaan baru: “Jumlah tanggungan”")).to_be_visible()
    expect(warga.get_by_label("Penghasilan per bulan")).to_have_value("750.000")
    assert_accessible(warga)


def test_on_a_phone_the_preview_is_a_tab_and_a_finger_moves_fields(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE, has_touch=True).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    page.goto(f"{demo.desk}/layanan/sku/formulir/")
    page.get_by_role("button", name="Ubah formulir ini").click()
    before = order(page)
    expect(page.locator("#pratinjau")).to_be_hidden()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name=f"Turunkan {before[0]}").click()
    expect(page.locator(".field-row .field-name b").first).to_have_text(before[1])
    expect(page.get_by_role("button", name=f"Turunkan {before[0]}")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Urungkan")).click()
    expect(page.locator(".field-row .field-name b").first).to_have_text(before[0])
    page.get_by_role("link", name="Pratinjau").click()
    expect(page.locator("#pratinjau")).to_be_visible()
    expect(page.locator(".fields")).to_be_hidden()
    page.get_by_role("link", name="Versi dan berkas").click()
    expect(page.get_by_role("link", name="Buang draf…")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Buang draf…").click()
    assert_accessible(page)
    page.get_by_role("button", name="Buang draf").click()
    expect(page.locator("#penyusun").get_by_text("Draf dibuang.")).to_be_visible()
