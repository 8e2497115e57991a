"""What a browser sees: bytes and requests of a first visit, and how soon an event is on the screen."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, sync_playwright

from bench.people import Cast
from bench.results import Results

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def measure(results: Results, cast: Cast, port: int) -> None:
    """First visit of home and of a service page; event to screen on the timeline."""
    from tests.e2e.browser import chromium_path

    base = f"http://localhost:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        for name, path in (("home", "/"), ("sign-in page", "/masuk/")):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            size, count = _weigh(page, base + path)
            results.add(f"first visit, {name}: compressed", size / 1024, "KB", 60)
            results.add(f"first visit, {name}: requests", count, "requests", 8)
            context.close()
        # Waiting for a change evaluates our own script, which the site's policy would refuse.
        context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
        context.add_cookies([{"name": "sesi", "value": cast.citizen.cookies["sesi"].value, "url": base}])
        page = context.new_page()
        latencies = [_event_to_screen(page, base, cast) for _ in range(5)]
        results.add("event to screen, median", statistics.median(latencies), "ms", 500)
        results.add("event to screen, slowest of 5", max(latencies), "ms")
        browser.close()


def _weigh(page: Page, url: str) -> tuple[int, int]:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="networkidle")
    return sum(sizes), len(sizes)


def _event_to_screen(page: Page, base: str, cast: Cast) -> float:
    from bench.events import fresh_application

    number, act = fresh_application(cast)
    with page.expect_response(lambda answer: "/langsung/?token=" in answer.url):
        page.goto(f"{base}/permohonan/{number}/")
    before = page.inner_text("[data-live]")
    started = time.perf_counter()
    _in_thread(act)
    page.wait_for_function(
        "before => document.querySelector('[data-live]').innerText !== before", arg=before, timeout=10_000
    )
    return (time.perf_counter() - started) * 1000


def _in_thread(act: Callable[[], None]) -> None:
    """Run ``act`` in a thread of its own: Django refuses the database inside Playwright's loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result()
