"""A browser for tests whose pages come from this process, and what is looked at on every page."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.e2e.browser import ARGUMENTS, chromium_path, light_path

# axe works out every colour of every element anew, which is a fifth of its time: here what it said of the same words.
_QUICK_COLOURS = """
(() => {
  const colour = axe.commons.color.Color.prototype, parse = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    const said = known.get(text);
    if (said) [this.r, this.g, this.b, this.alpha] = said;
    else known.set(text, (parse.call(this, text), [this.r, this.g, this.b, this.alpha]));
    return this;
  };
})();
"""
_AXE = Axe().axe_script + _QUICK_COLOURS
_ONLY_VIOLATIONS = """
window.axe && axe.run({resultTypes: ["violations"], reporter: "no-passes"}).then(results => results.violations)
"""


# The threads of the live server that are at a request.
_answering: set[int] = set()
request_started.connect(lambda **_: _answering.add(threading.get_ident()), weak=False)
request_finished.connect(lambda **_: _answering.discard(threading.get_ident()), weak=False)


_COUNT_SHOWN = """() => {
  self.handed = 0;
  const show = ServiceWorkerRegistration.prototype.showNotification;
  self.registration.showNotification = async function (...said) {
    await show.apply(this, said);
    self.handed += 1;
  };
}"""
CONTROLLED = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture(scope="module")
def playwright_of_module() -> Iterator[Playwright]:
    """Its event loop runs in this thread. Django refuses queries beside one unless told that this is meant."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright


@pytest.fixture(scope="module")
def running_browser(playwright_of_module: Playwright) -> Iterator[Browser]:
    """One for all tests of a file: to start it costs a second."""
    yield from started(playwright_of_module, light_path())


@pytest.fixture(scope="module")
def running_whole_browser(playwright_of_module: Playwright) -> Iterator[Browser]:
    """For tests that ask for it: see ``light_path``."""
    yield from started(playwright_of_module, chromium_path())


def started(playwright: Playwright, path: str | None) -> Iterator[Browser]:
    """A browser that runs until the fixture ends."""
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser without anything an earlier test left in it; nothing it asked for goes on when the test has ended."""
    is_whole = request.node.get_closest_marker("whole_browser") is not None
    running: Browser = request.getfixturevalue("running_whole_browser" if is_whole else "running_browser")
    yield running
    for context in running.contexts:
        context.close()
    let_the_server_finish()


def let_the_server_finish() -> None:
    """Wait for what this process still answers to closed pages: it may be saving what is about to be emptied.

    The browser closes its connections when it likes, so a thread may well stay that waits for a request.
    """
    deadline = time.monotonic() + 20
    threads = [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
    for thread in threads:
        thread.join(1 / len(threads))
        while thread.ident in _answering and thread.is_alive():
            assert time.monotonic() < deadline, f"{thread.name} still answers"
            thread.join(0.05)


def serious(page: Page, *, impacts: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """What axe finds on the page as it stands, of these ``impacts``."""
    found = page.evaluate(_ONLY_VIOLATIONS)
    if found is None:
        page.evaluate(_AXE)
        found = page.evaluate(_ONLY_VIOLATIONS)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found if one["impact"] in impacts]


def under_worker(page: Page) -> None:
    """Let the service worker run and ``page`` be its own: a page on its way while it begins is not, the next is."""
    if not page.evaluate(CONTROLLED):
        page.reload()
    assert page.evaluate(CONTROLLED)


def hand_push(page: Page, message: dict[str, Any]) -> None:
    """Hand ``message`` to the worker of ``page`` by the DevTools protocol: the push service is out of reach."""
    under_worker(page)
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"] if not one["isDeleted"]),
    )
    session.send("ServiceWorker.enable")
    for _ in range(400):
        if found:
            break
        page.wait_for_timeout(50)
    told = {"origin": page.evaluate("location.origin"), "registrationId": found[-1], "data": json.dumps(message)}
    # Nobody may ask for the shown ones before this one is: the browser forgets what it has noted and not yet shown.
    worker = next(one for one in page.context.service_workers if one.url.endswith("/sw.js") and "/desk/" not in one.url)
    worker.evaluate(_COUNT_SHOWN)
    session.send("ServiceWorker.deliverPushMessage", told)
    for _ in range(600):
        if worker.evaluate("self.handed"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the worker shows no message")
