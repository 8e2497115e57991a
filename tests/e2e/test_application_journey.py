"""The main job in real browsers: a citizen on a phone, an operator on a laptop, the head of the village on a phone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
from playwright.sync_api import FilePayload, Page, expect

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
from tests.e2e.papers import pdf, photo
from tests.e2e.signing import sign_letters

# Live pages must change by themselves within a second; the rest is a busy machine.
LIVE = 5_000


def fill_sktm(page: Page, folder: Path) -> None:
    """Fill the form of the SKTM; files go up while the form is still open."""
    page.get_by_label("Keringanan biaya sekolah").check()
    page.fill("[name=keperluan]", "Keringanan biaya masuk SMP Negeri 1")
    page.fill("[name=jumlah_tanggungan]", "3")
    page.fill("[name=penghasilan_bulanan]", "1.250.000")
    page.set_input_files("[name=ktp__berkas]", photo(folder, "ktp"))
    page.set_input_files("[name=kk__berkas]", pdf(folder, "kk"))
    page.locator("[name=pernyataan]").check()


def test_from_phone_to_verified_letter(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    assert_accessible(warga)
    number = apply_for_sktm(warga, demo, citizen, tmp_path)
    change_while_untaken(warga, demo, number)

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    take_and_return(petugas, warga, demo, number)
    mend(warga, number)
    approve(petugas, warga, demo, number)

    kades = open_context(PHONE).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", citizen["office"]))
    issue(kades, warga, demo, number)
    verify(open_context(PHONE).new_page(), warga, demo, citizen)


def apply_for_sktm(warga: Page, demo: Demo, citizen: dict[str, str], folder: Path) -> str:
    """Find the service by an everyday word, read its standard, fill, review, send; gives the number."""
    warga.goto(f"{demo.portal}/")
    picture(warga, "home")
    warga.goto(f"{demo.portal}/layanan/?cari=miskin")
    assert_accessible(warga)
    warga.get_by_role("link", name=re.compile("Tidak Mampu")).first.click()
    for part in ("Syarat", "Langkah", "Waktu", "Biaya", "Hasil", "Pengaduan"):
        expect(warga.get_by_text(part, exact=True).first).to_be_visible()
    assert_accessible(warga)
    warga.get_by_role("link", name="Ajukan sekarang").click()
    expect(warga.get_by_text(citizen["name"]).first).to_be_visible()  # known from the register
    assert_accessible(warga)

    # A mistake first: everything typed stays, the error leads to its field.
    warga.fill("[name=keperluan]", "Keringanan biaya")
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.locator("[name=keperluan]")).to_have_value("Keringanan biaya")
    expect(warga.locator("[aria-invalid=true]").first).to_be_visible()
    assert_accessible(warga)

    fill_sktm(warga, folder)
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=15_000)
    expect(warga.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.get_by_text("Rp1.250.000")).to_be_visible()
    assert_accessible(warga)
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    assert_accessible(warga)
    number = warga.locator("b.number").first.inner_text()
    assert re.fullmatch(r"\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}", number)
    receipt = warga.request.get(f"{demo.portal}/permohonan/{number}/tanda-terima.pdf")
    assert receipt.ok
    assert receipt.body().startswith(b"%PDF-")
    return number


def change_while_untaken(warga: Page, demo: Demo, number: str) -> None:
    """Until somebody takes it, everything may be changed."""
    warga.get_by_role("link", name="Ubah isian").first.click()
    assert_accessible(warga)
    warga.fill("[name=keperluan]", "Keringanan biaya masuk SMP Negeri 2")
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    assert_accessible(warga)
    warga.locator("main form button").first.click()
    warga.wait_for_url(f"**/permohonan/{number}/**")
    expect(warga.get_by_text("Keringanan biaya masuk SMP Negeri 2")).to_be_visible()
    warga.goto(f"{demo.portal}/permohonan/{number}/")


def take_and_return(petugas: Page, warga: Page, demo: Demo, number: str) -> None:
    """The officer takes it and asks for a better description; the phone changes without a reload, both times."""
    assert_accessible(petugas)
    petugas.goto(f"{demo.portal}/desk/?tab=semua")
    picture(petugas, "inbox")
    petugas.goto(f"{demo.portal}/desk/?tab=kantor")
    petugas.get_by_role("link", name=number).first.click()
    assert_accessible(petugas)
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    expect(warga.get_by_text("Sedang diperiksa").first).to_be_visible(timeout=LIVE)
    picture(petugas, "request")
    picture(warga, "timeline")
    assert warga.request.get(f"{demo.portal}/permohonan/{number}/ubah/").status == 409
    petugas.get_by_text("Kembalikan untuk diperbaiki").click()
    petugas.locator("input[name=fields][value=keperluan]").check()
    petugas.locator("textarea[name=message]").fill("Tulis nama anak dan kelasnya.")
    assert_accessible(petugas)
    petugas.get_by_role("button", name=re.compile("Kembalikan")).click()
    expect(warga.get_by_text("Tulis nama anak dan kelasnya.").first).to_be_visible(timeout=LIVE)
    assert_accessible(warga)


def mend(warga: Page, number: str) -> None:
    """The citizen sees exactly the field that was opened."""
    warga.get_by_role("link", name="Perbaiki sekarang").click()
    expect(warga.locator("[name=keperluan]")).to_be_visible()
    expect(warga.locator("[name=jumlah_tanggungan]")).to_have_count(0)
    assert_accessible(warga)
    warga.fill("[name=keperluan]", "Keringanan biaya masuk SMP Negeri 2, untuk Dimas kelas 7")
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.locator("main form button").first.click()
    warga.wait_for_url(f"**/permohonan/{number}/**")


def approve(petugas: Page, warga: Page, demo: Demo, number: str) -> None:
    """What officers note for each other stays among them."""
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(petugas.get_by_text("untuk Dimas kelas 7").first).to_be_visible()
    petugas.locator("textarea[name=note]").fill("Cocok dengan buku penduduk.")
    petugas.get_by_label("Semua sudah saya periksa").check()
    petugas.get_by_role("button", name="Setujui").click()
    expect(warga.get_by_text("Disetujui").first).to_be_visible(timeout=LIVE)
    assert "Cocok dengan buku penduduk" not in warga.content()


def issue(kades: Page, warga: Page, demo: Demo, number: str) -> None:
    """The head of the village reads the letter's picture on a phone and issues it."""
    kades.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(kades.locator("img[src*=pratinjau]").first).to_be_visible()
    assert_accessible(kades)
    sign_letters(kades, demo)
    expect(warga.get_by_role("link", name=re.compile("Unduh surat"))).to_be_visible(timeout=LIVE)
    assert_accessible(warga)


def verify(public: Page, warga: Page, demo: Demo, citizen: dict[str, str]) -> None:
    """A tagged PDF; its public page masks the person, knows the file, and knows a changed one."""
    address = warga.get_by_role("link", name=re.compile("Unduh surat")).get_attribute("href")
    letter = warga.request.get(demo.portal + str(address)).body()
    with pikepdf.open(io.BytesIO(letter)) as document:
        assert "/StructTreeRoot" in document.Root
    code = warga.get_by_role("link", name="Cek keaslian").get_attribute("href")
    public.goto(f"{demo.portal}{code}")
    expect(public.get_by_text("Berlaku").first).to_be_visible()
    assert citizen["name"] not in public.content()
    assert citizen["nik"] not in public.content()
    assert_accessible(public)
    for content, verdict in ((letter, "asli"), (letter + b" ", "tidak")):
        file: FilePayload = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content}
        public.set_input_files("input[type=file]", files=[file])
        public.locator("form:has(input[type=file]) button").click()
        expect(public.locator("main")).to_contain_text(re.compile(verdict, re.IGNORECASE))
        assert_accessible(public)
        public.goto(f"{demo.portal}{code}")


def test_without_javascript(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """Every step as plain forms, files included; a mistake keeps the files already sent."""
    warga = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_citizen(warga, demo, demo.citizens[0])
    warga.goto(f"{demo.portal}/layanan/sktm/isi/")
    warga.set_input_files("[name=ktp__berkas]", photo(tmp_path, "ktp"))
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1)
    warga.get_by_label("Bantuan sosial").check()
    warga.fill("[name=keperluan]", "Pengajuan bantuan sembako")
    warga.fill("[name=jumlah_tanggungan]", "2")
    warga.fill("[name=penghasilan_bulanan]", "900000")
    warga.set_input_files("[name=kk__berkas]", pdf(tmp_path, "kk"))
    warga.locator("[name=pernyataan]").check()
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    number = warga.locator("b.number").first.inner_text()

    petugas = open_context(LAPTOP, java_script_enabled=False).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    petugas.locator("details:has(textarea[name=reason]) summary").click()
    petugas.locator("textarea[name=reason]").fill("Sudah menerima bantuan yang sama bulan ini.")
    petugas.get_by_role("button", name=re.compile("Tolak")).click()
    warga.goto(f"{demo.portal}/permohonan/{number}/")
    expect(warga.get_by_text("Sudah menerima bantuan yang sama bulan ini.").first).to_be_visible()


def test_the_inbox_fills_by_itself(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    petugas.goto(f"{demo.portal}/desk/?tab=kantor")
    expect(petugas.get_by_text("Langsung", exact=True)).to_be_visible(timeout=LIVE)
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, demo.citizens[0])
    warga.goto(f"{demo.portal}/layanan/sktm/isi/")
    fill_sktm(warga, tmp_path)
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=15_000)
    expect(warga.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.get_by_role("button", name="Kirim permohonan").click()
    number = warga.locator("b.number").first.inner_text()
    expect(petugas.get_by_role("link", name=number).first).to_be_visible(timeout=LIVE)


def test_a_photo_cut_off_goes_out_by_itself_and_is_never_left_behind(
    demo: Demo, open_context: OpenContext, tmp_path: Path
) -> None:
    context = open_context(PHONE)
    warga = context.new_page()
    sign_in_citizen(warga, demo, demo.citizens[1])
    warga.goto(f"{demo.portal}/layanan/sktm/isi/")
    context.set_offline(True)
    fill_sktm(warga, tmp_path)
    expect(warga.get_by_text("Sambungan terputus")).to_have_count(2)
    warga.set_input_files("[name=ktp__berkas]", photo(tmp_path, "ktp-lagi"))  # a better one takes its place
    expect(warga.get_by_text("Sambungan terputus")).to_have_count(2)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.get_by_role("button", name="Kirim otomatis saat ada jaringan")).to_be_visible()
    warga.get_by_role("button", name="Ubah isian").click()
    context.set_offline(False)
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=15_000)
    expect(warga.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.get_by_role("heading", name="Sudah benar?")).to_be_visible()
