"""The letter's editor in a browser: how heavy its page is, and how soon a keystroke is in the picture."""

import gzip
import statistics

from playwright.sync_api import sync_playwright

from bench.browser import ARGUMENTS
from bench.people import Cast
from bench.results import Results

_KEYS = 20
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
    """Over HTTP, on the letter of the cast's own service; nothing of what is typed is kept."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.catalogue.actions.start_draft import start_draft
    from tests.e2e.browser import chromium_path

    start_draft(StaffMember.objects.get(pk=cast.officer_id), cast.service)
    base = f"http://localhost:{port}"
    address = f"{base}/desk/layanan/{cast.service}/formulir/surat/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        context.add_cookies([{"name": "sesi", "value": cast.staff.cookies["sesi"].value, "url": base}])
        page = context.new_page()
        answer = page.goto(address)
        body = answer.body() if answer else b""
        results.add("letter editor, page", len(body) / 1024, "KB", 100)
        results.add("letter editor, page compressed", len(gzip.compress(body)) / 1024, "KB")
        page.wait_for_selector("#halaman img")
        page.wait_for_timeout(500)
        times = []
        for _ in range(_KEYS):
            times.append(page.evaluate(_TYPE))
            page.wait_for_timeout(150)
        results.add("letter editor, keystroke to picture, median", statistics.median(times), "ms", 150)
        results.add(f"letter editor, keystroke to picture, slowest of {_KEYS}", max(times), "ms")
        browser.close()
