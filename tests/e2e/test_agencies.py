"""A village asks the Polsek, which has an account, and a health post, which gets a link; both answer, it approves."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

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

PHONE_NUMBER = "6281298760001"


def test_two_agencies_are_asked_and_the_village_approves(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[5]
    without_quiet_hours(open_context(LAPTOP).new_page(), demo, citizen["office"])
    sekdes = open_context(LAPTOP).new_page()
    sign_in_staff(sekdes, demo, demo.staff_member("sekdes", citizen["office"]))
    add_contact(sekdes, demo)
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    number = take_event(petugas, demo, citizen)
    ask(petugas, demo, number, "Polsek Sumpiuh", "Apakah ada keberatan terhadap pengeras suara?")
    ask(petugas, demo, number, "Pos Kesehatan Uji", "Apakah perlu petugas jaga?")

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    warga.goto(f"{demo.portal}/permohonan/{number}/")
    expect(warga.get_by_text("Sedang dimintai pendapat ke Polsek Sumpiuh sejak")).to_be_visible()
    expect(warga.get_by_text("Sedang dimintai pendapat ke Pos Kesehatan Uji sejak")).to_be_visible()
    assert_accessible(warga)
    picture(warga, "agencies-citizen")

    petugas.goto(f"{demo.desk}/permohonan/{number}/")
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Masih menunggu jawaban").first).to_be_visible()
    assert_accessible(petugas)

    polsek = open_context(PHONE).new_page()
    sign_in_staff(polsek, demo, demo.staff_member("agency_officer", "polsek-sumpiuh"))
    answer_on_the_desk(polsek, demo, number)
    warga.reload()
    expect(warga.get_by_text("Polsek Sumpiuh sudah menjawab: setuju dengan syarat.")).to_be_visible()

    pos = open_context(PHONE, java_script_enabled=False).new_page()
    answer_by_link(pos, link_in_the_message(demo), tmp_path)
    warga.reload()
    expect(warga.get_by_text("Pos Kesehatan Uji sudah menjawab: setuju.")).to_be_visible()
    expect(warga.get_by_text("Sedang dimintai pendapat ke")).to_have_count(0)

    petugas.goto(f"{demo.desk}/permohonan/{number}/")
    expect(petugas.get_by_text("Setuju dengan syarat").first).to_be_visible()
    picture(petugas, "agencies-village")
    petugas.get_by_label(re.compile("Semua sudah saya periksa")).check()
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Permohonan disetujui")).to_be_visible()
    # The next step asks by its own rules, as the event has loudspeakers.
    warga.reload()
    expect(warga.get_by_text("Pendapat instansi").first).to_be_visible()
    expect(warga.get_by_text("Sedang dimintai pendapat ke Polsek Sumpiuh sejak")).to_be_visible()


def without_quiet_hours(admin: Page, demo: Demo, office: str) -> None:
    """Agencies are written to at once, whenever these tests run."""
    sign_in_staff(admin, demo, demo.staff_member("administrator", office))
    admin.goto(f"{demo.desk}/kabar/pengaturan/")
    for label in ("Jam tenang mulai", "Jam tenang selesai"):
        admin.get_by_label(label, exact=True).fill("00.00")
    admin.get_by_role("button", name="Simpan").click()
    expect(admin.get_by_text("Terakhir diubah")).to_be_visible()


def add_contact(sekdes: Page, demo: Demo) -> None:
    """A mistake first, then a health post that is reached by WhatsApp."""
    sekdes.goto(f"{demo.desk}/pengaturan/instansi/")
    sekdes.get_by_label("Jenis", exact=True).select_option("puskesmas")
    sekdes.get_by_label("Nama instansi", exact=True).fill("Pos Kesehatan Uji")
    sekdes.get_by_role("button", name="Tambah instansi").click()
    expect(sekdes.get_by_text("Isi e-mail atau nomor WhatsApp").first).to_be_visible()
    assert_accessible(sekdes)
    sekdes.get_by_label("Nomor WhatsApp", exact=True).fill(f"0{PHONE_NUMBER[2:]}")
    sekdes.get_by_role("button", name="Tambah instansi").click()
    expect(sekdes.get_by_role("link", name="Pos Kesehatan Uji")).to_be_visible()
    assert_accessible(sekdes)


def take_event(petugas: Page, demo: Demo, citizen: dict[str, str]) -> str:
    """The citizen's request for an event, which nobody has taken."""
    petugas.goto(f"{demo.desk}/?tab=tugas&layanan=izin-keramaian")
    row = petugas.locator("a.row", has_text=citizen["name"]).first
    number = row.locator(".row-number").inner_text()
    row.click()
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    expect(petugas.get_by_text("Permohonan ini sekarang Anda periksa.")).to_be_visible()
    return number


def ask(petugas: Page, demo: Demo, number: str, whom: str, question: str) -> None:
    """Ask ``whom``, sharing one document and two answers."""
    petugas.goto(f"{demo.desk}/permohonan/{number}/")
    petugas.get_by_role("link", name="Minta pendapat atau teruskan").click()
    assert_accessible(petugas)
    petugas.get_by_label("Tujuan", exact=True).select_option(label=whom)
    petugas.get_by_label("Pertanyaan", exact=True).fill(question)
    petugas.get_by_label(re.compile("Surat pengantar RT/RW")).check()
    petugas.get_by_label(re.compile("Nama acara")).check()
    petugas.get_by_label(re.compile("Tahan persetujuan")).check()
    petugas.get_by_role("button", name="Kirim permintaan").click()
    expect(petugas.get_by_text(f"Permintaan ke {whom} dikirim.")).to_be_visible()
    assert_accessible(petugas)


def answer_on_the_desk(polsek: Page, demo: Demo, number: str) -> None:
    """Open, look at the document, answer with a condition."""
    polsek.goto(f"{demo.desk}/rujukan/")
    assert_accessible(polsek)
    polsek.locator("a.row", has_text=number).click()
    expect(polsek.get_by_text("Apakah ada keberatan terhadap pengeras suara?")).to_be_visible()
    polsek.get_by_role("link", name="Surat pengantar RT/RW").click()
    expect(polsek.locator("figure.viewer")).to_be_visible()
    assert_accessible(polsek)
    polsek.get_by_label("Setuju dengan syarat", exact=True).check()
    polsek.get_by_role("button", name="Kirim jawaban").click()
    expect(polsek.get_by_text("Tulis syarat atau alasannya").first).to_be_visible()
    polsek.get_by_label("Catatan", exact=True).fill("Pengeras suara berhenti pukul 22.00.")
    polsek.get_by_role("button", name="Kirim jawaban").click()
    expect(polsek.get_by_text("Jawaban dikirim ke Desa Nusadadi.")).to_be_visible()
    polsek.goto(f"{demo.desk}/permohonan/{number}/")
    expect(polsek.get_by_text("tidak ditemukan").first).to_be_visible()


def link_in_the_message(demo: Demo) -> str:
    """The address in the newest WhatsApp message to the health post."""
    told = json.loads((demo.data / "demo.json").read_text())
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = httpx.get(f"{told['urls']['emulators']['whatsapp']}pesan/{PHONE_NUMBER}", timeout=10).json()
        if found:
            address = re.search(r"https?://\S+/instansi/[A-Za-z0-9_-]{43}/", found[-1]["text"])
            assert address is not None
            assert "Desa Nusadadi meminta pendapat Pos Kesehatan Uji" in found[-1]["text"]
            return demo.portal + address[0][address[0].index("/instansi/") :]
        time.sleep(0.5)
    raise AssertionError("no message came")


def answer_by_link(pos: Page, link: str, folder: Path) -> None:
    """Without JavaScript: press the button, look at a document, answer with a photo."""
    pos.goto(link)
    expect(pos.get_by_text("Setiap pembukaan dicatat")).to_be_visible()
    picture(pos, "agencies-link")
    pos.get_by_role("button", name="buka permintaan").click()
    expect(pos.get_by_text("Apakah perlu petugas jaga?")).to_be_visible()
    pos.get_by_role("link", name=re.compile("Lihat Surat pengantar")).click()
    expect(pos.locator("figure.sheet img").first).to_be_visible()
    pos.get_by_role("link", name="Kembali ke permintaan").click()
    pos.get_by_label("Setuju", exact=True).check()
    pos.set_input_files("[name=files]", photo(folder, "jawaban"))
    pos.get_by_label("Nama dan jabatan Anda", exact=True).fill("dr. Ratna, Kepala Pos")
    pos.get_by_role("button", name="Kirim jawaban").click()
    expect(pos.get_by_text("Permintaan ini sudah dijawab")).to_be_visible()
