"""The real demo in a folder of its own, and browsers to use it with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from tests import database
from tests.browsing import serious, started
from tests.config.processes_support import free_port
from tests.e2e.browser import chromium_path, light_path

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
READY_SECONDS = 240


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who runs them is in tests/sharing.py."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


class Demo:
    """A running demo: addresses and accounts."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self._environment = {**environment, "TATADESA_DATA": str(data)}
        told = json.loads((data / "demo.json").read_text())
        self.portal: str = told["urls"]["portal"].rstrip("/")
        self.desk: str = told["urls"]["desk"].rstrip("/")
        self.citizens: list[dict[str, str]] = told["citizens"]
        self.staff: list[dict[str, str]] = told["staff"]
        self.codes_used: set[str] = set()

    def emulator(self, name: str) -> str:
        """Where the emulator ``name`` is."""
        address: str = json.loads((self.data / "demo.json").read_text())["urls"]["emulators"][name]
        return address

    def command(self, *arguments: str) -> str:
        """Run ``tatadesa <arguments>`` beside it, as an operator would; gives what it prints."""
        command = [sys.executable, "-m", "tatadesa.config.cli", *arguments]
        return subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True).stdout

    def row(self, statement: str) -> tuple[Any, ...]:
        """The first row of ``statement``: what a journey has to find before it can begin."""
        with psycopg.connect(self._environment["DATABASE_URL"]) as connection:
            found = connection.execute(statement.encode()).fetchone()
        assert found is not None, statement
        return found

    @contextmanager
    def silent(self, which: str = "web") -> Iterator[None]:
        """What is sent to the process ``web`` (or ``live``) arrives and is not answered, until this ends."""
        port = (urlsplit(self.portal).port or 0) + (which == "live")
        words = f" {which} --host 127.0.0.1 --port {port}"
        processes = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if words in _read(path).replace("\0", " ")
        ]
        assert processes
        try:
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def begin_journey(self) -> None:
        """What is between two journeys in life: another phone's address to try from, a minute for the next code.

        The phones here share one address, and a one-time code is good once: each journey would wait for the last.
        """
        with psycopg.connect(self._environment["DATABASE_URL"]) as connection:
            connection.execute("DELETE FROM accounts_throttle WHERE key LIKE '%:127.0.0.1'")
            connection.execute("UPDATE accounts_staffmember SET totp_last_step = 0")
        self.codes_used.clear()

    def staff_member(self, role: str, office: str) -> dict[str, str]:
        """The first demo account with ``role`` at ``office``."""
        return next(one for one in self.staff if one["role"] == role and one["office"] == office)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        # A process that has ended meanwhile.
        return ""


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """``tatadesa demo`` as a person starts it, on a database that has its tables already.

    That it makes them, and a PostgreSQL to hold them, is for tests/config/test_demo.py: a quarter of a minute of work.
    """
    data = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TATADESA_")}
    environment["DATABASE_URL"] = database.make_database(f"{database.WORKER}_e2e")
    log = (data / "output.log").open("w")
    command = [
        sys.executable,
        "-m",
        "tatadesa.config.cli",
        "demo",
        "--port",
        str(free_port(together=12)),
        "--data",
        str(data),
    ]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(process, data)
        yield Demo(data, environment)
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0, (data / "output.log").read_text()
        log.close()
        database.drop_database(environment["DATABASE_URL"])


def _wait_until_ready(process: subprocess.Popen[bytes], data: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        told = data / "demo.json"
        if told.exists() and "emulators" in json.loads(told.read_text()).get("urls", {}):
            return
        assert process.poll() is None, (data / "output.log").read_text()
        time.sleep(0.2)
    raise AssertionError("the demo did not become ready:\n" + (data / "output.log").read_text())


@pytest.fixture(scope="package")
def playwright_of_journeys() -> Iterator[Playwright]:
    """What drives their browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playwright_of_journeys: Playwright) -> Iterator[Browser]:
    """One headless browser for all journeys."""
    yield from started(playwright_of_journeys, light_path())


@pytest.fixture(scope="module")
def whole_chromium(playwright_of_journeys: Playwright) -> Iterator[Browser]:
    """For journeys with the mark ``whole_browser``."""
    yield from started(playwright_of_journeys, chromium_path())


OpenContext = Callable[..., BrowserContext]


@pytest.fixture(autouse=True)
def own_journey(request: pytest.FixtureRequest) -> None:
    """See ``Demo.begin_journey``."""
    if "demo" in request.fixturenames:
        request.getfixturevalue("demo").begin_journey()


@pytest.fixture
def open_context(request: pytest.FixtureRequest) -> Iterator[OpenContext]:
    """Make separate browser profiles; what a page complains about fails the test."""
    is_whole = request.node.get_closest_marker("whole_browser") is not None
    chromium: Browser = request.getfixturevalue("whole_chromium" if is_whole else "chromium")
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(size: dict[str, int], **options: Any) -> BrowserContext:
        context = chromium.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", **options)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
        )
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert complaints == []


def sign_in_citizen(page: Page, demo: Demo, citizen: dict[str, str]) -> None:
    """As a person does it on the phone."""
    page.goto(f"{demo.portal}/masuk/")
    page.fill("[name=identitas]", citizen["nik"])
    page.fill("[name=pin]", citizen["pin"])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{demo.portal}/")


def fresh_code(page: Page, demo: Demo, staff: dict[str, str]) -> str:
    """A one-time code of ``staff`` that this journey has not used yet; waits for the next one if need be."""
    app = pyotp.TOTP(staff["totp_secret"])
    while (code := app.now()) in demo.codes_used:
        page.wait_for_timeout(500)
    demo.codes_used.add(code)
    return code


def sign_in_staff(page: Page, demo: Demo, staff: dict[str, str]) -> None:
    """Password, then the one-time code where the account has one; see ``fresh_code``."""
    page.goto(f"{demo.portal}/desk/masuk/")
    page.fill("[name=username]", staff["username"])
    page.fill("[name=password]", staff["password"])
    page.locator("[name=password]").press("Enter")
    if staff["totp_secret"]:
        page.fill("[name=otp]", fresh_code(page, demo, staff))
        page.locator("[name=otp]").press("Enter")
    page.wait_for_url(f"{demo.portal}/desk/")


def picture(page: Page, name: str) -> None:
    """Keep the screen as it is now for ``make screenshots``; nothing happens unless it named a folder."""
    folder = os.environ.get("TATADESA_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def _found(page: Page) -> list[str]:
    """What axe finds on the page that stays: a click returns when the next one has begun, or will."""
    for _ in range(5):
        page.wait_for_load_state()
        try:
            born = page.evaluate("performance.timeOrigin")
            found = serious(page)
            if page.evaluate("performance.timeOrigin") == born:
                return found
        except Error as error:
            if "navigation" not in str(error):
                raise
    raise AssertionError(f"{page.url} does not come to rest")


def assert_accessible(page: Page) -> None:
    """axe finds nothing serious, and nothing runs off the side of the screen."""
    assert _found(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"
