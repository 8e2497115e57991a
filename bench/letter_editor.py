"""The letter's editor in a browser: how heavy its page is, and how soon a keystroke is in the picture."""

import gzip
import statistics

from playwright.sync_api import Page, sync_playwright

from bench.browser import ARGUMENTS
from bench.people import Cast
from bench.results import Results

_KEYS = 20
# The letter itself and four official forms.
_LARGEST = "nikah"
# From the keystroke until the changed page has been decoded, as the page's own script does it.
_TYPE = """async () => {
  const area = document.querySelector("#surat textarea");
  const sheet = document.getElementById("halaman");
  const before = sheet.querySelector("img").src;
  const begun = performance.now();
  area.value += "x";
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((done) => {
    const watch = new MutationObserver(() => {
      const image = sheet.querySelector("img");
      if (image.src === before) return;
      watch.disconnect();
      image.decode().then(done, done);
    });
    watch.observe(sheet, { subtree: true, attributes: true, childList: true });
  });
  return performance.now() - begun;
}"""


def measure(results: Results, cast: Cast, port: int) -> None:
    """Over HTTP, on the letter of the cast's own service and on the largest one; nothing of what is typed is kept."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.catalogue.actions.start_draft import start_draft
    from tatadesa.catalogue.models import Service
    from tests.e2e.browser import chromium_path

    officer = StaffMember.objects.get(pk=cast.officer_id)
    slugs = [cast.service]
    if Service.objects.filter(office=officer.office_id, slug=_LARGEST).exists():
        slugs.append(_LARGEST)
    for slug in slugs:
        start_draft(officer, slug)
    base = f"http://localhost:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        context.add_cookies([{"name": "sesi", "value": cast.staff.cookies["sesi"].value, "url": base}])
        for slug in slugs:
            _measure(results, context.new_page(), f"{base}/desk/layanan/{slug}/formulir/surat/", slug)
        browser.close()


def _measure(results: Results, page: Page, address: str, slug: str) -> None:
    name = "letter editor" if slug != _LARGEST else f"letter editor, {slug}"
    answer = page.goto(address)
    body = answer.body() if answer else b""
    results.add(f"{name}, page", len(body) / 1024, "KB", 100)
    results.add(f"{name}, page compressed", len(gzip.compress(body)) / 1024, "KB")
    page.wait_for_selector("#halaman img")
    page.wait_for_timeout(500)
    times = []
    for _ in range(_KEYS):
        times.append(page.evaluate(_TYPE))
        page.wait_for_timeout(150)
    results.add(f"{name}, keystroke to picture, median", statistics.median(times), "ms", 150)
    results.add(f"{name}, keystroke to picture, slowest of {_KEYS}", max(times), "ms")
