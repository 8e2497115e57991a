"""Photos and PDFs from another app: kept on the phone, sealed, until a form takes them."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.files.models import StoredFile
from tests.browsing import CONTROLLED
from tests.people import World, photo
from tests.portal.pages import FORM, text
from tests.portal.phone import SITI, enter, phone, until

IN_BROWSER = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
# As the system does it: a form of its own leads to the page.
SHARE = """([name, kind, size]) => {
  const how = { method: "post", action: "/bagikan/", enctype: "multipart/form-data" };
  const form = Object.assign(document.createElement("form"), how);
  const input = Object.assign(document.createElement("input"), { type: "file", name: "berkas", multiple: true });
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(size).fill(65)], name, { type: kind }));
  input.files = carried.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""
RAW = """new Promise(async (give) => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "tatadesa")) { give([]); return; }
  const opening = indexedDB.open("tatadesa");
  opening.onsuccess = () => {
    const database = opening.result;
    if (!database.objectStoreNames.contains("files")) { database.close(); give([]); return; }
    const asked = database.transaction("files").objectStore("files").getAll();
    asked.onsuccess = () => {
      const told = (sealed) => new TextDecoder("latin1").decode(sealed.sealed);
      database.close();
      give(asked.result.map(({ key, head, body }) => [key, told(head), told(body)]));
    };
  };
})"""


@pytest.fixture
def page(world: World, browser: Browser, live_server: LiveServer) -> Page:
    """A phone on which the app has been opened."""
    page = phone(browser, live_server.url)
    page.goto("/")
    until(page, CONTROLLED)
    return page


def share(page: Page, name: str = "kk.pdf", kind: str = "application/pdf", size: int = 2000) -> None:
    page.evaluate(SHARE, [name, kind, size])
    page.wait_for_url("**/bagikan/#*")


class TestInTheBrowser:
    """With the service worker."""

    pytestmark = IN_BROWSER

    def test_a_shared_file_waits_sealed_and_a_field_takes_it(self, page: Page, world: World) -> None:
        enter(page, SITI, "Siti")
        share(page)
        expect(page.get_by_text("Berkas tersimpan di ponsel ini")).to_be_visible()
        [[place, head, body]] = page.evaluate(RAW)
        assert place == "dibagikan"
        assert "kk.pdf" not in head
        assert "AAAA" not in body
        page.goto(FORM)
        page.get_by_role("button", name="Pakai kk.pdf").click()
        expect(page.locator(".files").get_by_text("kk.pdf")).to_be_visible()
        expect(page.get_by_role("button", name="Pakai kk.pdf")).to_have_count(0)
        until(page, f"{RAW}.then((rows) => rows.every(([key]) => key !== 'dibagikan'))")

    def test_without_network_it_is_kept_as_well(self, page: Page) -> None:
        enter(page, SITI, "Siti")
        page.goto(FORM)
        page.fill("#isian-nama", "SITI")
        until(page, "localStorage.getItem('tatadesa-akun')")
        page.context.set_offline(True)
        share(page)
        expect(page.get_by_role("heading", name="Berkas yang dibagikan")).to_be_visible()
        expect(page.get_by_text("Berkas tersimpan di ponsel ini")).to_be_visible()
        page.context.set_offline(False)

    def test_who_is_not_signed_in_is_told_to(self, page: Page) -> None:
        share(page)
        expect(page.get_by_role("link", name="Masuk dulu")).to_be_visible()
        assert page.evaluate(RAW) == []

    def test_other_kinds_of_files_are_refused_in_words(self, page: Page) -> None:
        enter(page, SITI, "Siti")
        share(page, "lagu.mp3", "audio/mpeg")
        expect(page.get_by_text("Berkas ini bukan foto atau PDF")).to_be_visible()

    def test_a_form_without_a_place_for_it_says_so(self, page: Page) -> None:
        enter(page, SITI, "Siti")
        share(page, "besar.pdf", size=9 * 1024 * 1024)
        page.goto(FORM)
        expect(page.get_by_text("tidak meminta foto atau berkas seperti yang Anda bagikan")).to_be_visible()


def test_without_the_worker_nothing_is_kept_and_the_page_says_what_to_do(world: World) -> None:
    """The other app has no token of ours."""
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/bagikan/", {"berkas": photo()})
    assert response.status_code == 200
    assert "Berkas belum diterima. Buka TataDesa sekali" in text(response)
    assert not StoredFile.objects.exists()


def test_it_is_the_same_for_all_where_the_worker_keeps_it(client: Client, db: None) -> None:
    """The shell is fetched without cookies."""
    kept = text(client.get("/bagikan/"))
    assert "Berkas yang dibagikan" in kept
    assert "Belum dikirim" not in kept


def test_drafts_are_offered_to_those_who_have_some(siti: Client, client: Client, world: World) -> None:
    siti.post(FORM, {"aksi": "simpan", "nama": "SITI", "kunci": "0190a2f0-0000-7000-8000-000000000001"})
    assert "Belum dikirim" in text(siti.get("/bagikan/"))
    assert "Pilih layanan" in text(client.get("/bagikan/"))
