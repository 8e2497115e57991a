"""One's own requests and letters on the phone itself: there without network, sealed, gone with the account."""

from threading import Event

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import serious, under_worker
from tests.people import World, sent
from tests.portal.pages import issued
from tests.portal.phone import enter, phone, until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FORM = "/layanan/surat-uji/isi/"
# Where nothing is kept yet, opening the database would make an empty one, which is not the page's.
RAW_SHELF = """new Promise(async (give) => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "tatadesa")) { give([]); return; }
  const opening = indexedDB.open("tatadesa");
  opening.onsuccess = () => {
    const database = opening.result;
    if (!database.objectStoreNames.contains("shelf")) { database.close(); give([]); return; }
    const asked = database.transaction("shelf").objectStore("shelf").getAll();
    asked.onsuccess = () => {
      const text = (bytes) => new TextDecoder("latin1").decode(bytes);
      database.close();
      give(asked.result.map((row) => ({ name: row.name, sealed: text(row.sealed) })));
    };
  };
})"""
NAMES = f"{RAW_SHELF}.then((rows) => rows.map(({{ name }}) => name.split(':')[0]).sort().join())"
EMPTY = f"{RAW_SHELF}.then((rows) => rows.length === 0)"


@pytest.fixture
def page(world: World, browser: Browser, live_server: LiveServer) -> Page:
    """A phone; Siti has a letter and a request that waits."""
    issued(world)
    sent(world.siti, world.version)
    return phone(browser, live_server.url)


def keep_both(page: Page) -> bytes:
    """Look at both lists and download the letter."""
    page.goto("/permohonan/")
    until(page, NAMES, "permohonan")
    page.goto("/surat/")
    until(page, NAMES, "permohonan,surat")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").click()
    until(page, NAMES, "permohonan,surat,surat")
    return download.value.path().read_bytes()


def test_lists_and_downloaded_letters_are_there_without_network(page: Page) -> None:
    enter(page, "3302076505909001", "Siti")
    under_worker(page)
    letter = keep_both(page)
    assert letter.startswith(b"%PDF")
    title = page.locator("#daftar .row-text b").first.inner_text()
    kept = page.evaluate(RAW_SHELF)
    assert not any(title in row["sealed"] or "%PDF" in row["sealed"] for row in kept), "kept without being sealed"
    page.context.set_offline(True)
    page.goto("/layanan/")
    expect(page.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    shown = page.locator("[data-kept]")
    expect(shown.get_by_role("heading", name="Permohonan saya")).to_be_visible()
    expect(shown.get_by_text("Seperti terakhir dilihat").first).to_be_visible()
    assert serious(page) == []
    with page.expect_download() as offline:
        shown.get_by_role("button", name="Buka surat").click()
    assert offline.value.path().read_bytes() == letter
    page.context.set_offline(False)


def test_a_kept_form_shows_nothing_but_the_form(page: Page) -> None:
    enter(page, "3302076505909001", "Siti")
    under_worker(page)
    page.goto("/permohonan/")
    until(page, NAMES, "permohonan")
    page.goto(FORM)
    until(page, f"caches.match('{FORM}').then(Boolean)")
    page.context.set_offline(True)
    page.goto(FORM)
    expect(page.locator("form[data-kept][data-ready]")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(page.get_by_text("Seperti terakhir dilihat")).to_have_count(0)
    page.context.set_offline(False)


def test_signing_out_takes_all_of_it(page: Page) -> None:
    enter(page, "3302076505909001", "Siti")
    keep_both(page)
    page.goto("/akun/")
    page.get_by_role("button", name="Keluar dari akun").click()
    page.wait_for_selector("text=Urus surat desa dari ponsel")
    until(page, EMPTY)


def test_another_account_finds_nothing_of_the_one_before(page: Page, world: World) -> None:
    other = world.joko
    enter(page, "3302076505909001", "Siti")
    keep_both(page)
    # The session ended without the button: its time was over, or the office ended it.
    page.context.clear_cookies()
    enter(page, other.login, "Joko")
    until(page, EMPTY)


def test_a_letter_that_cannot_be_kept_is_still_downloaded(page: Page) -> None:
    enter(page, "3302076505909001", "Siti")
    page.add_init_script("delete self.indexedDB; Object.defineProperty(self, 'indexedDB', { value: undefined });")
    page.goto("/surat/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_page_counts_as_kept_when_all_it_needs_is(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that goes while its scripts are on the way leaves no page that cannot do what it shows."""
    asked, go_on = Event(), Event()
    serve = StaticFilesHandler.get_response

    def held(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/static/portal/steps"):
            asked.set()
            assert go_on.wait(20)
        return serve(handler, request)

    enter(page, "3302076505909001", "Siti")
    under_worker(page)
    monkeypatch.setattr(StaticFilesHandler, "get_response", held)
    kept = f"caches.match('{FORM}').then(Boolean)"
    page.evaluate(f"navigator.serviceWorker.controller.postMessage({{ keep: ['{FORM}'] }})")
    assert asked.wait(20)
    page.wait_for_timeout(300)
    assert not page.evaluate(kept)
    go_on.set()
    until(page, kept)
    page.context.set_offline(True)
    page.goto(FORM)
    expect(page.locator("form[data-ready]")).to_have_count(1)
    page.context.set_offline(False)
