"""Every screen in a browser: nothing axe calls serious, nothing wider than the screen, nothing that is blocked."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.desk.stages import address, approved, issued, taken
from tests.e2e.browser import ARGUMENTS, chromium_path
from tests.people import PASSWORD, World, sent

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
DESK, PHONE = (1280, 800), (360, 740)


@pytest.fixture
def paths(world: World) -> dict[str, list[str]]:
    """Who looks at what. Made before the browser starts: Django's queries and its event loop do not mix."""
    new, mine = sent(world.joko, world.version), taken(world, nama="SITI AMINAN")
    ready = approved(world, note="Sudah dicocokkan.")
    letter = issued(world)
    return {
        "": ["/desk/masuk/"],
        "operator": [
            "/desk/",
            "/desk/?tab=selesai&cari=zz",
            address(new),
            address(mine, "?pratinjau=1"),
            "/desk/lain/",
        ],
        "kades": ["/desk/", address(ready), address(letter.application), "/desk/surat/"],
    }


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, paths: dict[str, list[str]], live_server: LiveServer) -> Iterator[Page]:
    """A page of the size of a desk or a phone; anything written to its console as a violation fails the test."""
    width, height = request.param
    blocked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": width, "height": height}, base_url=live_server.url)
        tab.on("console", lambda message: "Content Security Policy" in message.text and blocked.append(message.text))
        tab.on("pageerror", lambda error: blocked.append(str(error)))
        yield tab
        browser.close()
    assert blocked == []


def enter(page: Page, username: str) -> None:
    page.goto("/desk/masuk/")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def test_every_screen_can_be_used_by_everybody(page: Page, paths: dict[str, list[str]]) -> None:
    for username, addresses in paths.items():
        page.context.clear_cookies()
        if username:
            enter(page, username)
        for path in addresses:
            page.goto(path)
            for details in page.locator("details").all():
                details.evaluate("element => element.open = true")
            found = [
                (path, item["id"], [node["target"] for node in item["nodes"]])
                for item in Axe().run(page).response["violations"]
                if item["impact"] in ("serious", "critical")
            ]
            assert found == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_with_the_keyboard_alone(page: Page, paths: dict[str, list[str]]) -> None:
    enter(page, "operator")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "cari"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "row":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/permohonan/*/")
    page.focus("text=Ambil dan periksa")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Permohonan ini sekarang Anda periksa.")


def test_typing_filters_the_list_in_place(page: Page, paths: dict[str, list[str]]) -> None:
    enter(page, "operator")
    page.goto("/desk/?tab=semua")
    assert page.locator("a.row").count() == 4
    page.fill("#cari", "joko")
    expect(page.locator("a.row")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "cari"
    assert page.url.endswith("/desk/?tab=semua&cari=joko")


def test_everything_works_without_scripts(paths: dict[str, list[str]], live_server: LiveServer) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        page = browser.new_page(java_script_enabled=False, base_url=live_server.url)
        enter(page, "operator")
        page.fill("#cari", "joko")
        page.click("text=Cari >> nth=-1")
        page.click("a.row")
        page.click("text=Ambil dan periksa")
        page.click("summary:has-text('Tolak')")
        page.fill("#tolak-reason", "Berkas tidak sesuai.")
        page.click("button:has-text('Tolak permohonan')")
        assert page.is_visible("text=Permohonan ditolak. Warga melihat alasan Anda.")
        browser.close()
