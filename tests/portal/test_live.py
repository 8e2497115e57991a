"""What the page does with news, in a browser: what a person has in front of them stays."""

import pytest
from playwright.sync_api import Browser, Locator, Route, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.applications.actions.take import take
from tests.people import World, sent
from tests.portal.pages import multiply
from tests.portal.phone import SITI, enter, phone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LOOKED_AT_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
# The first half a minute passes in a second.
IMPATIENT = """{
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (time) => {
    AbortSignal.timeout = real;
    return real(time / 30);
  };
}"""


def addresses(rows: Locator) -> list[str]:
    """Where the rows lead."""
    found: list[str] = rows.evaluate_all("all => all.map(row => row.querySelector('a').pathname)")
    return found


def test_rows_loaded_further_outlive_a_change(browser: Browser, world: World, live_server: LiveServer) -> None:
    multiply(sent(world.siti, world.version), 44)
    newest = sent(world.siti, world.version).number
    page = phone(browser, live_server.url)
    enter(page, SITI, "Siti")
    page.goto("/permohonan/")
    rows, more = page.locator("#daftar > li"), page.locator(".more a")
    first = rows.count()
    more.click()
    expect(rows).to_have_count(2 * first)
    before, further = addresses(rows), more.get_attribute("href")

    take(world.operator, newest)
    page.evaluate(LOOKED_AT_AGAIN)
    expect(rows.first).to_contain_text("Sedang diperiksa")
    assert addresses(rows) == before
    assert more.get_attribute("href") == further

    # One more on top moves the border between the fresh page and what was loaded: nothing is lost or doubled there.
    another = sent(world.siti, world.version).number
    page.evaluate(LOOKED_AT_AGAIN)
    expect(rows.first.locator("a").first).to_have_attribute("href", f"/permohonan/{another}/")
    assert addresses(rows) == [f"/permohonan/{another}/", *before]


def test_a_question_that_is_never_answered_is_asked_again(
    browser: Browser, world: World, live_server: LiveServer
) -> None:
    number = sent(world.siti, world.version).number
    page = phone(browser, live_server.url)
    page.add_init_script(IMPATIENT)
    enter(page, SITI, "Siti")
    page.goto("/permohonan/")
    held: list[Route] = []

    def swallow_once(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(lambda address: address.endswith("/permohonan/"), swallow_once)
    with page.expect_event("requestfailed"):
        page.evaluate(LOOKED_AT_AGAIN)
    assert held
    take(world.operator, number)
    page.evaluate(LOOKED_AT_AGAIN)
    expect(page.locator("#daftar > li").first).to_contain_text("Sedang diperiksa")
