"""The pages in a browser: usable by everybody, with and without scripts, with and without network."""

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.applications.actions.take import take
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.models import Registration
from tests.browsing import hand_push, serious
from tests.people import PIN, World, sent
from tests.portal.pages import FORM, issued, returned
from tests.registrations.waiting import waiting

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
T = TypeVar("T")
PHONE = {"width": 360, "height": 740}
NIK = "3302076505909001"
SHIFTS = """new Promise(resolve => {
  let sum = 0;
  const add = entry => { if (!entry.hadRecentInput) sum += entry.value; };
  new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 200);
})"""

# Files only: a form's own words are a few hundred bytes.
SLOW_TO_SEAL = """{
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  crypto.subtle.encrypt = async (...asked) => {
    if (asked[2].byteLength > 20000) {
      console.log("sealing");
      await new Promise(resolve => setTimeout(resolve, 1500));
    }
    return seal(...asked);
  };
}"""

FIRST_NOTICE = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 300; tries += 1) {
    const [first] = await worker.getNotifications();
    if (first) return [first.title, first.body, first.data.link];
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return [];
}"""


@dataclass
class Places:
    """Addresses by who may see them. Made before the browser: Django's queries and its event loop do not mix."""

    public: list[str]
    own: list[str]
    waiting: str


@pytest.fixture
def places(world: World) -> Places:
    waiting, back, letter = sent(world.siti, world.version), returned(world), issued(world)
    numbers = (waiting.number, back.number, letter.application.number)
    return Places(
        public=[
            "/",
            "/masuk/",
            "/masuk/lupa-pin/",
            "/daftar/",
            f"/layanan/?desa={world.karangsari.code}",
            f"/transparansi/{world.karangsari.code}/",
            "/luring/",
            "/pengaduan/",
            *("/bantuan/", "/kenalan/", "/tampilan/"),
            "/tidak/ada/",
        ],
        own=[
            *("/", "/layanan/?cari=zz", "/layanan/surat-uji/", FORM, "/permohonan/", "/surat/", "/pemberitahuan/"),
            *(f"/akun/{part}" for part in ("pin/", "kontak/", "kunci-sandi/", "perangkat/", "riwayat/")),
            *("/pengaduan/", "/pengaduan/baru/", f"/permohonan/{letter.application.number}/penilaian/"),
            *("/akun/", f"/permohonan/{back.number}/ubah/", f"/permohonan/{waiting.number}/batal/"),
            *(f"/permohonan/{number}/" for number in numbers),
            f"/permohonan/{waiting.number}/?terkirim=1",
        ],
        waiting=waiting.number,
    )


@pytest.fixture
def open_page(browser: Browser, places: Places, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a phone's page; an error of a script or of the content policy fails the test."""
    blocked: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(viewport=PHONE, base_url=live_server.url, has_touch=True, **options)
        page = context.new_page()
        page.on("console", lambda line: blocked.append(line.text) if "Content Security" in line.text else None)
        page.on("pageerror", lambda error: blocked.append(str(error)))
        return page

    yield make
    assert blocked == []


def enter(page: Page) -> None:
    page.goto("/masuk/")
    page.fill("#identitas", NIK)
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Halo, Siti")


def picture(size: tuple[int, int] = (2400, 1800)) -> dict[str, Any]:
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(buffer, "JPEG", quality=95)
    return {"name": "kk.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def fill(page: Page) -> None:
    page.fill("[name=keperluan]", "Mendaftar sekolah anak")
    page.fill("[name=sejak]", "2020-01-31")
    page.check("#isian-peruntukan")


def elsewhere(act: Callable[[], T]) -> T:
    """Run what an officer does in a thread of its own, as it would be in another process."""

    def run() -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_can_be_used_by_everybody(open_page: Callable[..., Page], places: Places, scheme: str) -> None:
    page = open_page(color_scheme=scheme)

    def check(path: str) -> None:
        page.goto(path)
        assert page.evaluate(SHIFTS) < 0.01, path
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path

    for path in places.public:
        check(path)
    enter(page)
    for path in places.own:
        check(path)


def test_a_form_with_a_photo_from_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page()
    enter(page)
    page.goto(FORM)
    page.click("text=Lanjut: periksa isian")
    page.wait_for_selector("#ringkasan-kesalahan")
    assert page.evaluate("document.activeElement.name") == "keperluan", "the first mistake has the focus"
    fill(page)
    photo = picture()
    page.set_input_files("[name=kk__berkas]", [photo])
    expect(page.locator(".file")).to_contain_text("Terkirim")
    kilobytes = int(page.locator(".file").inner_text().split("Terkirim, ")[1].split(" KB")[0])
    assert kilobytes * 1024 < len(photo["buffer"]) / 1.3, "shrunk on the phone"
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.fill("[name=jumlah]", "3")
    expect(page.locator("#keterangan-simpan")).to_have_text("Isian tersimpan di akun Anda.")
    page.reload()
    assert page.input_value("[name=keperluan]") == "Mendaftar sekolah anak", "nothing is lost"
    page.click("text=Lanjut: periksa isian")
    page.click("text=Kirim permohonan")
    page.wait_for_selector("h2:has-text('Terkirim')")


def test_a_lost_connection_while_a_photo_is_sent(open_page: Callable[..., Page]) -> None:
    page = open_page()
    enter(page)
    page.goto(FORM)
    page.route("**/unggah/tus/", lambda route: route.abort(), times=1)
    page.set_input_files("[name=kk__berkas]", [picture((640, 480))])
    expect(page.locator(".file")).to_contain_text("Sambungan terputus")
    page.click("text=Coba lagi")
    expect(page.locator(".file")).to_contain_text("Terkirim")


def test_a_press_while_the_phone_keeps_a_file_sends_it_once(open_page: Callable[..., Page]) -> None:
    page = open_page()
    enter(page)
    page.add_init_script(SLOW_TO_SEAL)
    page.goto(FORM)
    fill(page)
    begun: list[str] = []
    page.on("request", lambda request: begun.append(request.method) if "/unggah/tus/" in request.url else None)
    with page.expect_console_message(lambda line: line.text == "sealing"):
        page.set_input_files("[name=kk__berkas]", [picture((640, 480))])
    page.click("text=Lanjut: periksa isian")
    expect(page.get_by_text("Tunggu sebentar, berkas masih dikirim.")).to_be_visible()
    expect(page.locator(".file")).to_contain_text("Terkirim")
    page.wait_for_timeout(500)
    assert begun.count("POST") == 1
    assert page.locator("input[type=hidden][name=kk]").count() == 1


def test_a_file_that_is_none_is_named_where_it_was_picked(open_page: Callable[..., Page]) -> None:
    page = open_page()
    enter(page)
    page.goto(FORM)
    program = {"name": "kk.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 5000}
    page.set_input_files("[name=kk__berkas]", [program])
    expect(page.locator(".file")).to_contain_text("bukan foto")
    assert page.locator("input[type=hidden][name=kk]").count() == 0


def test_everything_works_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    enter(page)
    page.goto(FORM)
    fill(page)
    page.set_input_files("[name=kk__berkas]", [picture((640, 480))])
    page.check("#isian-untuk-2")
    page.click("button[value=ganti]:visible")
    expect(page.locator("[name=nama]")).to_have_value("BUDI SANTOSO")
    page.locator("[name=jumlah]").press("Enter")  # the first button of the form is the one that goes on
    expect(page.locator("text=untuk BUDI SANTOSO (suami)")).to_be_visible()
    page.click("text=Kirim permohonan")
    expect(page.locator("h2:has-text('Terkirim')")).to_be_visible()
    expect(page.locator("[data-push]")).to_be_hidden()
    page.click("text=Batalkan")
    page.click("text=Ya, batalkan")
    expect(page.locator("text=Permohonan dibatalkan.")).to_be_visible()


def test_the_timeline_changes_by_itself(open_page: Callable[..., Page], places: Places, world: World) -> None:
    page = open_page()
    enter(page)
    event = f'event: application\ndata: {{"number": "{places.waiting}"}}\n\n'
    page.goto("about:blank")
    streams: list[Route] = []
    page.route(re.compile(r"/langsung/\?token="), lambda route: streams.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"/permohonan/{places.waiting}/")
    expect(page.locator(".status")).to_contain_text("Menunggu giliran")
    while not streams:
        page.wait_for_timeout(50)
    elsewhere(lambda: take(world.operator, places.waiting))
    streams[-1].fulfill(content_type="text/event-stream", body=event)
    expect(page.locator(".status")).to_contain_text("Sedang diperiksa")
    expect(page.locator(".timeline")).to_contain_text("Mulai diperiksa")
    expect(page.locator("#keterangan-langsung")).to_contain_text("Sedang diperiksa")
    assert page.locator("text=Ubah isian").count() == 0


def test_the_decision_on_a_registration_appears_by_itself(
    open_page: Callable[..., Page], world: World, live_server: LiveServer
) -> None:
    registration = elsewhere(lambda: waiting(world.karangsari, photo=False))
    cookie = elsewhere(lambda: browser_of(registration))
    page = open_page()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.clock.install()
    page.goto("/daftar/selesai/")
    expect(page.locator("h1")).to_have_text("Pendaftaran terkirim")
    elsewhere(lambda: refuse(world.operator, registration.pk, seen=registration.edition, reason="no_card"))
    page.clock.run_for(20_000)
    expect(page.locator("h1")).to_have_text("Pendaftaran belum dapat diterima")
    expect(page.locator("[data-told]")).to_have_text("Ada kabar: Pendaftaran belum dapat diterima.")
    expect(page.locator("#tutup button")).to_have_text("Daftar lagi")


def browser_of(registration: Registration) -> str:
    """The session of a browser that began ``registration``."""
    session = SessionStore()
    session["registration"] = str(registration.pk)
    session.save()
    return str(session.session_key)


def test_the_shell_opens_without_network_and_the_phone_forgets_at_sign_out(open_page: Callable[..., Page]) -> None:
    page = open_page()
    enter(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/permohonan/")
    page.context.set_offline(True)
    page.goto("/permohonan/")
    assert page.inner_text("h1") == "Tidak ada jaringan"
    page.context.set_offline(False)
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))"
        ".then(lists => lists.flat().map(request => new URL(request.url).pathname))"
    )
    shells = {"/luring/", "/bagikan/"}
    assert shells <= set(kept)
    assert all(path in shells or path.startswith("/static/") for path in kept)
    page.goto("/akun/")
    page.click("text=Keluar dari akun")
    page.wait_for_selector("text=Urus surat desa dari ponsel")
    page.goto("/surat/")
    assert "/masuk/" in page.url


@pytest.mark.whole_browser
def test_a_push_message_shows_what_it_says(open_page: Callable[..., Page], live_server: LiveServer) -> None:
    page = open_page()
    page.context.grant_permissions(["notifications"], origin=live_server.url)
    enter(page)
    message = {
        "title": "Kabar permohonan Anda",
        "body": "Permohonan 26-AAAA-BBBB: Selesai",
        "link": "/surat/",
        "tag": "1",
    }
    hand_push(page, message)
    assert page.evaluate(FIRST_NOTICE) == ["Kabar permohonan Anda", "Permohonan 26-AAAA-BBBB: Selesai", "/surat/"]


def test_letters_grow_and_contrast_rises(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/tampilan/")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)
    page.get_by_label("Paling besar").check()
    page.get_by_label("Warna lebih tegas").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tampilan tersimpan di ponsel ini.")).to_be_visible()
    assert page.evaluate(size) == pytest.approx(before * 1.375)
    muted = page.locator("p.muted").last
    assert muted.evaluate("one => getComputedStyle(one).color === getComputedStyle(document.body).color")
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_read_aloud_piece_by_piece(open_page: Callable[..., Page]) -> None:
    page = open_page()
    # Chromium without a sound card has no voices: what it is asked to say is written down, the rest is its own.
    page.add_init_script("self.said = []; speechSynthesis.speak = (one) => said.push([one.lang, one.text]);")
    page.goto("/tampilan/")
    page.get_by_label("Tombol bacakan").check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Bacakan halaman ini").click()
    said = page.evaluate("said")
    assert {lang for lang, _ in said} == {"id-ID"}
    words = [text for _, text in said]
    assert "Tampilan" in words
    assert any("Tulisan hitam pekat" in one for one in words)
    assert len(words) == len(set(words)), "nothing is said twice"
    page.get_by_role("button", name="Berhenti membaca").click()
    expect(page.get_by_role("button", name="Bacakan halaman ini")).to_have_attribute("aria-pressed", "false")
