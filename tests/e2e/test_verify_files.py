"""Anybody drops a letter's file on the public page: genuine, run out, changed, withdrawn, unknown."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, picture, sign_in_staff
from tests.e2e.papers import pdf

OFFICE = "33.02.07.2001"
_ISSUED = """
    SELECT letter.id::text, application.number, letter.number FROM letters_letter letter
    JOIN applications_application application ON application.id = letter.application_id
    JOIN offices_office office ON office.id = letter.office_id
    WHERE office.code = '33.02.07.2001' AND letter.state = 'issued' AND letter.valid_until {when} current_date - 1
"""


def test_each_answer_in_words(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    kades = open_context(LAPTOP).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", OFFICE))
    letter, application, number = demo.row(_ISSUED.format(when=">"))
    expired, _, _ = demo.row(_ISSUED.format(when="<"))
    genuine = file_of(kades, demo, letter)
    public = open_context(PHONE).new_page()

    drop(public, demo, genuine)
    expect(public.locator("main")).to_contain_text("Berkas sama persis")
    expect(public.get_by_role("heading", name="Asli dan berlaku")).to_be_visible()
    drop(public, demo, file_of(kades, demo, expired))
    expect(public.locator("main")).to_contain_text("Berkas sama persis")
    expect(public.get_by_role("heading", name="Asli, tetapi kedaluwarsa")).to_be_visible()
    picture(public, "verify-expired")
    drop(public, demo, genuine + b" ")
    expect(public.get_by_role("heading", name="Berkas berbeda atau sudah diubah")).to_be_visible()
    expect(public.get_by_text("Asli dan berlaku")).to_have_count(0)
    drop(public, demo, Path(pdf(tmp_path, "pindaian")).read_bytes())
    expect(public.get_by_role("heading", name="Berkas tidak dikenal atau sudah diubah")).to_be_visible()
    picture(public, "verify-unknown")

    withdraw(kades, demo, application)
    drop(public, demo, genuine)
    expect(public.get_by_role("heading", name="Dicabut, tidak berlaku lagi")).to_be_visible()
    expect(public.locator("main")).to_contain_text(number)
    expect(public.get_by_text("Asli dan berlaku")).to_have_count(0)
    picture(public, "verify-withdrawn")


def file_of(kades: Page, demo: Demo, letter: str) -> bytes:
    answer = kades.request.get(f"{demo.portal}/desk/surat/{letter}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def drop(public: Page, demo: Demo, content: bytes) -> None:
    """As a bank clerk does it: no sign-in, a file, one button."""
    public.goto(f"{demo.portal}/verifikasi/")
    public.set_input_files("#berkas", {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content})
    public.get_by_role("button", name="Bandingkan berkas").click()
    expect(public.locator("main .note h2").first).to_be_visible()
    assert_accessible(public)


def withdraw(kades: Page, demo: Demo, application: str) -> None:
    kades.goto(f"{demo.portal}/desk/permohonan/{application}/")
    kades.locator("summary", has_text="Cabut surat").click()
    kades.get_by_label("Alasan pencabutan").fill("Alamat pemohon ternyata keliru.")
    kades.get_by_role("button", name="Cabut surat").click()
    expect(kades.get_by_text("dicabut").first).to_be_visible()
