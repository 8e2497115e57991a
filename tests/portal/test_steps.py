"""A long form in steps, and what the phone gives back of it, in a browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import serious
from tests.people import PIN, World, publish_service
from tests.portal.phone import until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
LONG = "/layanan/surat-panjang/isi/"
NAMES = [f"isian_{number}" for number in range(1, 14)]


def text(name: str, **options: Any) -> dict[str, Any]:
    return {"id": name, "kind": "short_text", "label": f"Pertanyaan {name}", **options}


def long_form() -> dict[str, Any]:
    """Three headings over thirteen questions; of the second part nothing is asked unless somebody says so."""
    hidden = {"show_if": {"of": "jawaban.isian_1", "op": "is", "to": "ada"}}
    witnesses = {
        "id": "saksi",
        "kind": "group",
        "label": "Saksi",
        "row_label": "Saksi",
        "min_rows": 1,
        "max_rows": 4,
        "fields": [text("nama", label="Nama saksi", required=True)],
    }
    return {
        "fields": [
            {"id": "bagian_satu", "kind": "heading", "label": "Bagian satu"},
            *(text(name, required=name == "isian_2") for name in NAMES[:5]),
            {"id": "bagian_dua", "kind": "heading", "label": "Bagian dua"},
            *(text(name, **hidden) for name in NAMES[5:9]),
            {"id": "bagian_tiga", "kind": "heading", "label": "Bagian tiga"},
            *(text(name, required=name == "isian_10") for name in NAMES[9:]),
            witnesses,
        ]
    }


@pytest.fixture
def page(world: World, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A phone on which Siti has opened the long form; an error of a script fails the test."""
    publish_service(world.karangsari, "surat-panjang", long_form())
    faults: list[str] = []
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto("/masuk/")
    opened.fill("#identitas", "3302076505909001")
    opened.fill("#pin", PIN)
    opened.keyboard.press("Enter")
    opened.wait_for_selector("text=Halo, Siti")
    opened.goto(LONG)
    expect(opened.locator("form[data-ready]")).to_have_count(1)
    yield opened
    assert faults == []


def at(page: Page, words: str, heading: str) -> None:
    expect(page.locator(".steps-told")).to_have_text(words)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_one_step_at_a_time(page: Page) -> None:
    at(page, "Langkah 1 dari 2", "Bagian satu")
    expect(page.get_by_role("heading", name="Bagian tiga")).to_be_hidden()
    assert serious(page, impacts=("minor", "moderate", "serious", "critical")) == []
    page.get_by_role("button", name="Lanjut", exact=True).click()
    expect(page.locator("[name=isian_2]")).to_be_focused()  # required, and still empty
    page.fill("[name=isian_2]", "terisi")
    page.keyboard.press("Enter")
    at(page, "Langkah 2 dari 2", "Bagian tiga")  # the second part asks nothing of her
    expect(page.get_by_role("heading", name="Bagian tiga")).to_be_focused()
    page.get_by_role("button", name="Kembali").click()
    page.fill("[name=isian_1]", "ada")
    at(page, "Langkah 1 dari 3", "Bagian satu")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    at(page, "Langkah 2 dari 3", "Bagian dua")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    at(page, "Langkah 3 dari 3", "Bagian tiga")
    page.fill("[name=saksi__0__nama]", "BUDI")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(page.locator("[name=isian_10]")).to_be_focused()
    page.fill("[name=isian_10]", "terisi")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()


def test_errors_lead_to_their_step(page: Page) -> None:
    page.fill("[name=isian_2]", "terisi")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.evaluate("document.querySelector('[name=isian_2]').value = ''")
    page.fill("[name=isian_10]", "terisi")
    page.fill("[name=saksi__0__nama]", "BUDI")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    at(page, "Langkah 1 dari 2", "Bagian satu")
    expect(page.locator("[name=isian_2]")).to_be_focused()
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.fill("[name=isian_2]", "terisi")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.fill("[name=isian_10]", "")
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    page.get_by_role("button", name="Kembali").click()
    page.locator("[data-errors] a").click()
    at(page, "Langkah 2 dari 2", "Bagian tiga")


def test_rows_and_answers_typed_without_network_come_back(page: Page) -> None:
    """The kept page has one row; the phone knows of two."""
    until(page, f"caches.match('{LONG}').then(Boolean)")
    page.context.set_offline(True)
    page.fill("[name=isian_2]", "terisi")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.fill("[name=saksi__0__nama]", "BUDI")
    page.get_by_role("button", name="Tambah saksi").click()
    page.fill("[name=saksi__1__nama]", "JOKO")
    expect(page.locator("#keterangan-simpan")).to_contain_text("Tersimpan di ponsel ini")
    page.reload()
    expect(page.locator("form[data-ready]")).to_have_count(1)
    assert page.input_value("[name=saksi__0__nama]") == "BUDI"
    assert page.input_value("[name=saksi__1__nama]") == "JOKO"
    assert page.input_value("[name=isian_2]") == "terisi"


def test_a_short_form_is_one_page(page: Page) -> None:
    page.goto("/layanan/surat-uji/isi/")
    expect(page.locator("form[data-ready]")).to_have_count(1)
    assert page.locator(".step").count() == 0
