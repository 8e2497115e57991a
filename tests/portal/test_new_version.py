"""A new version of the app: told, taken when asked for, and nobody loses what is typed."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.portal.views import pwa
from tests.browsing import CONTROLLED
from tests.people import World
from tests.portal.pages import FORM
from tests.portal.phone import SITI, enter, phone, until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
UPDATE = "navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => true)"
VERSIONS = "caches.keys().then((names) => names.filter((name) => name.startsWith('tatadesa-')).join())"


@pytest.fixture
def page(world: World, browser: Browser, live_server: LiveServer) -> Page:
    """A phone on which the app has been opened."""
    page = phone(browser, live_server.url)
    page.goto("/")
    until(page, CONTROLLED)
    return page


def a_new_version_comes(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwa, "SHELL", pwa.SHELL[1:])
    page.evaluate(UPDATE)
    expect(page.get_by_text("Versi baru siap.")).to_be_visible()


def test_a_first_visit_offers_nothing(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text("Versi baru siap.")).to_be_hidden()


def test_it_is_taken_at_a_tap(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page.evaluate(VERSIONS)
    a_new_version_comes(page, monkeypatch)
    with page.expect_navigation():
        page.get_by_role("button", name="Pakai sekarang").click()
    until(page, f"{VERSIONS}.then((names) => names !== '{before}' && !names.includes(','))")
    expect(page.get_by_text("Versi baru siap.")).to_be_hidden()


def test_a_form_stays_as_it_is(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page.evaluate(VERSIONS)
    enter(page, SITI, "Siti")
    page.goto(FORM)
    page.fill("#isian-nama", "SITI AMINAH BINTI")
    a_new_version_comes(page, monkeypatch)
    page.get_by_role("button", name="Pakai sekarang").click()
    expect(page.get_by_text("Isian di halaman ini tetap ada")).to_be_visible()
    until(page, f"{VERSIONS}.then((names) => !names.includes('{before}'))")
    assert page.input_value("#isian-nama") == "SITI AMINAH BINTI"
