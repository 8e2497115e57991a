"""The lists of places that follow each other in an address, and finding one by name: on the server, in the browser."""

import statistics

from playwright.sync_api import Page, sync_playwright

from bench.browser import ARGUMENTS
from bench.forms import publish
from bench.load import interleaved
from bench.people import Cast
from bench.results import Results

# Each is among the longest of its level: the regencies of Central Java, the districts and villages of Aceh Utara.
_LISTS = {
    "provinces": "/wilayah/",
    "regencies": "/wilayah/?induk=33",
    "districts": "/wilayah/?induk=11.08",
    "villages": "/wilayah/?induk=11.08.02",
}
_SEARCHES = {
    "a rare name": "/wilayah/cari/?q=kec+sumpiuh",
    "a common name": "/wilayah/cari/?q=suka",
    "a name and what it lies in": "/wilayah/cari/?q=sukajadi+bandung",
}
# Nobody types it; it is the most that a question can cost.
_WORST = "/wilayah/cari/?q=suka+ka+ma+ra+ta+na"
_CHOICES = (("provinsi", ("11", "32")), ("kota", ("32.04", "32.05")), ("kecamatan", ("32.05.01", "32.05.02")))
# From the change to the moment the next list is filled.
_CHOOSE = """
([level, code]) => new Promise((done) => {
  const selects = [...document.querySelectorAll("[data-kind=address] select")];
  const chosen = selects.findIndex((select) => select.dataset.level === level);
  const next = selects[chosen + 1];
  const started = performance.now();
  new MutationObserver(() => {
    if (next.options[1]?.value.startsWith(`${code}.`)) done(performance.now() - started);
  }).observe(next, { childList: true });
  selects[chosen].value = code;
  selects[chosen].dispatchEvent(new Event("change", { bubbles: true }));
})
"""


def measure(results: Results, cast: Cast, port: int) -> None:
    """Each level on the server and in a browser, and a search for a rare and for a common name."""
    times = interleaved(port, {name: (path, "") for name, path in {**_LISTS, **_SEARCHES, "worst": _WORST}.items()})
    for name in _LISTS:
        results.add(f"address, list of {name}", times[name], "ms", 20)
    for name in _SEARCHES:
        results.add(f"address, search for {name}", times[name], "ms", 60)
    results.add("address, search for six words that are nowhere", times["worst"], "ms", 150)
    path = publish(cast, "bench-alamat", [{"id": "alamat", "kind": "address", "label": "Alamat"}])
    base = f"http://localhost:{port}"
    with sync_playwright() as playwright:
        from tests.e2e.browser import chromium_path

        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        # Timing a change runs our own script, which the site's policy would refuse.
        context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
        context.add_cookies([{"name": "sesi", "value": cast.citizen.cookies["sesi"].value, "url": base}])
        page = context.new_page()
        page.goto(base + path, wait_until="networkidle")
        results.add("address, next list in the browser, median", statistics.median(_levels(page)), "ms", 100)
        browser.close()


def _levels(page: Page) -> list[float]:
    return [float(page.evaluate(_CHOOSE, [level, code])) for level, codes in _CHOICES for code in codes]
