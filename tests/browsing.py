"""A browser for tests whose pages come from this process, and what is looked at on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import ARGUMENTS, chromium_path

_ONLY_VIOLATIONS = 'axe.run({resultTypes: ["violations"]}).then(results => results.violations)'


@pytest.fixture(scope="module")
def running_browser() -> Iterator[Browser]:
    """One for all tests of a file: to start it costs a second.

    Its event loop runs in this thread. Django refuses queries beside one unless told that this is meant.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def browser(running_browser: Browser) -> Iterator[Browser]:
    """The browser without anything that an earlier test left in it."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()


def serious(page: Page, *, impacts: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """What axe finds on the page as it stands, of these ``impacts``."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate(_ONLY_VIOLATIONS)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found if one["impact"] in impacts]
