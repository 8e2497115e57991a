"""Five pages change by themselves: a citizen's list and timeline, the desk's inbox, request and figures of the day."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_citizen, sign_in_staff
from tests.e2e.test_application_journey import apply_for_sktm

# The promise is half a second from commit to screen. It is measured on a machine that does other things as well.
PROMISED_MS = 500
BUSY = 6
# As in the scripts: a stream is taken for dead, a page asks instead of listening, the longest pause between tries.
SILENT_MS = 66_000
POLL_MS = 31_000
BACK_MS = 70_000
# Notes, by the clock all pages of this machine share, when the first change of ``which`` was on the screen.
WATCH = """which => {
  window.changedAt = 0;
  new MutationObserver(() => { window.changedAt ||= Date.now(); })
    .observe(document.querySelector(which), { childList: true, subtree: true, characterData: true });
}"""


def test_five_pages_change_by_themselves(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    phone, desk = open_context(PHONE), open_context(LAPTOP)
    timeline = phone.new_page()
    sign_in_citizen(timeline, demo, citizen)
    number = apply_for_sktm(timeline, demo, citizen, tmp_path)
    inbox = desk.new_page()
    sign_in_staff(inbox, demo, demo.staff_member("sekdes", citizen["office"]))
    listed, request, figures, today = phone.new_page(), desk.new_page(), desk.new_page(), desk.new_page()
    pages = {
        "citizen's list": (listed, "/permohonan/", "main"),
        "timeline": (timeline, f"/permohonan/{number}/", "main"),
        "inbox": (inbox, "/desk/?tab=semua", "main"),
        "request page": (request, f"/desk/permohonan/{number}/", "main"),
    }
    for page, address, _ in pages.values():
        page.goto(f"{demo.portal}{address}")
    officer = open_context(LAPTOP).new_page()
    sign_in_staff(officer, demo, demo.staff_member("operator", citizen["office"]))
    officer.goto(f"{demo.portal}/desk/permohonan/{number}/")
    for page in (inbox, request):
        expect(page.get_by_text("Langsung", exact=True)).to_be_visible()
    officer.wait_for_timeout(3000)
    for page, _, which in pages.values():
        page.evaluate(WATCH, which)
    officer.get_by_role("button", name="Ambil dan periksa").click()
    expect(officer.get_by_text("Anda yang memeriksa")).to_be_visible()
    # When the button was pressed: what is measured holds the officer's own POST too.
    pressed = officer.evaluate("() => performance.timeOrigin")
    expect(listed.get_by_role("listitem").filter(has_text=number)).to_contain_text("Sedang diperiksa")
    expect(request.locator("#kepala")).to_contain_text("Diperiksa")
    expect(request.locator("#perubahan")).to_contain_text("baru saja berubah")
    expect(inbox.get_by_role("listitem").filter(has_text=number)).to_contain_text("Sedang diperiksa")
    expect(timeline.get_by_text("Sedang diperiksa").first).to_be_visible()
    for name, (page, _, _) in pages.items():
        late = page.evaluate("() => window.changedAt") - pressed
        print(f"{name}: {late:.0f} ms")
        assert late < PROMISED_MS * BUSY, name
    assert_accessible(listed)
    assert_accessible(request)
    figures_change(figures, today, demo, open_context(PHONE).new_page(), tmp_path)


def figures_change(figures: Page, today: Page, demo: Demo, phone: Page, folder: Path) -> None:
    """The dashboard counts what comes in while it is open."""
    today.close()
    figures.goto(f"{demo.portal}/desk/dasbor/")
    received = figures.locator("#hari-ini dd").first
    before = int(received.inner_text().replace(".", ""))
    sign_in_citizen(phone, demo, demo.citizens[1])
    apply_for_sktm(phone, demo, demo.citizens[1], folder)
    expect(received).to_have_text(str(before + 1))


def test_where_the_stream_is_blocked_pages_ask_now_and_then(
    demo: Demo, open_context: OpenContext, tmp_path: Path
) -> None:
    citizen = demo.citizens[2]
    phone, desk = open_context(PHONE), open_context(LAPTOP)
    for context in (phone, desk):
        context.route("**/langsung/?token*", lambda route: route.abort())
    timeline = phone.new_page()
    sign_in_citizen(timeline, demo, citizen)
    number = apply_for_sktm(timeline, demo, citizen, tmp_path)
    timeline.clock.install()
    timeline.goto(f"{demo.portal}/permohonan/{number}/")
    request = desk.new_page()
    sign_in_staff(request, demo, demo.staff_member("sekdes", citizen["office"]))
    request.clock.install()
    request.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(request.get_by_text("Diperbarui tiap 30 detik")).to_be_visible()
    officer = open_context(LAPTOP).new_page()
    sign_in_staff(officer, demo, demo.staff_member("operator", citizen["office"]))
    officer.goto(f"{demo.portal}/desk/permohonan/{number}/")
    officer.get_by_role("button", name="Ambil dan periksa").click()
    expect(officer.get_by_text("Anda yang memeriksa")).to_be_visible()
    for page in (timeline, request):
        page.clock.run_for(31_000)
    expect(timeline.get_by_text("Sedang diperiksa").first).to_be_visible()
    expect(request.locator("#kepala")).to_contain_text("Diperiksa")


def test_a_stream_that_falls_silent_is_noticed(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """The connection stands and nothing comes: half of a network gone, a laptop that slept, a proxy that forgot it."""
    citizen = demo.citizens[2]
    timeline, request = open_context(PHONE).new_page(), open_context(LAPTOP).new_page()
    sign_in_citizen(timeline, demo, citizen)
    number = apply_for_sktm(timeline, demo, citizen, tmp_path)
    sign_in_staff(request, demo, demo.staff_member("sekdes", citizen["office"]))
    officer = open_context(LAPTOP).new_page()
    sign_in_staff(officer, demo, demo.staff_member("operator", citizen["office"]))
    officer.goto(f"{demo.portal}/desk/permohonan/{number}/")
    for page, face in ((timeline, ""), (request, "/desk")):
        page.clock.install()
        with page.expect_response(lambda answer: "/langsung/?token" in answer.url):
            page.goto(f"{demo.portal}{face}/permohonan/{number}/")
    expect(request.get_by_text("Langsung", exact=True)).to_be_visible()
    with demo.silent("live"):
        officer.get_by_role("button", name="Ambil dan periksa").click()
        expect(officer.get_by_text("Anda yang memeriksa")).to_be_visible()
        for page in (timeline, request):
            page.clock.run_for(SILENT_MS)
        expect(request.get_by_text("Diperbarui tiap 30 detik")).to_be_visible()
        for page in (timeline, request):
            page.clock.run_for(POLL_MS)
        expect(timeline.get_by_text("Sedang diperiksa").first).to_be_visible()
        expect(request.locator("#kepala")).to_contain_text("Diperiksa")
    expect(request.get_by_text("Langsung", exact=True)).to_be_visible(timeout=BACK_MS)
