"""Every screen in a browser: nothing axe calls serious, nothing wider than the screen, nothing that is blocked."""

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.administration.models import Batch
from tatadesa.administration.new_offices import Typed
from tatadesa.administration.sheet import SheetRow
from tatadesa.core.clock import now
from tatadesa.notices.models import Notice
from tatadesa.offices.models import Office
from tests.administration.people import kabupaten
from tests.browsing import serious
from tests.counter import begin, on_paper
from tests.desk.stages import address, approved, issued, taken
from tests.family import elder
from tests.gateways.dukcapil.people import use_dukcapil
from tests.people import PASSWORD, TOTP_SECRET, World, sent
from tests.registrations.waiting import neighbour, waiting
from tests.residents.register import newborn

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
CARD_PARTS = ("", "ubah/", "lahir/", "pindah/", "pisah/")
DESK, PHONE = (1280, 800), (360, 740)


@pytest.fixture
def paths(world: World) -> dict[str, list[str]]:
    """Who looks at what. Made before the browser starts: Django's queries and its event loop do not mix."""
    key, shown = begin(world, world.joko.resident), on_paper(world, elder(world))
    new, mine = sent(world.joko, world.version), taken(world, nama="SITI AMINAN")
    ready = approved(world, note="Sudah dicocokkan.")
    letter = issued(world)
    known = waiting(world.karangsari, neighbour(world.karangsari), name="DEWI SARTIKA", contact_confirmed_at=None)
    stranger = waiting(world.karangsari, photo=False, nik="3302075703921111")
    use_dukcapil(world.karangsari, "http://127.0.0.1:9")
    child = newborn(world)
    unread = {"account": world.operator.account, "office": world.karangsari, "channel": "in_app", "state": "sent"}
    # Two digits: axe does not judge a single letter.
    for place in range(11):
        Notice.objects.create(occasion=f"uji:{place}", title="Kabar uji", **unread)
    create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret=TOTP_SECRET
    )
    district = Office.objects.create(
        code="kecamatan-uji", kind="kecamatan", name="Uji", region_id="33.02.07", address="Jl. Raya", number_code="KEC"
    )
    create_staff_member(district, "camat", PASSWORD, "Endang Puji", "Kasi Pelayanan", ["agency_officer"])
    above = kabupaten()
    sheet = Batch.objects.create(
        office=above.office,
        started_by=above,
        file_name="kantor.xlsx",
        rows=[SheetRow(2, Typed("33.02", "", "Ani", "ani"), "", {"kode": "Kantor ini sudah ada."}).as_json()],
        refused=1,
        total=1,
        created_at=now(),
    )
    return {
        "": ["/desk/masuk/"],
        "operator": [
            "/desk/",
            "/desk/?tab=selesai&cari=zz",
            address(new),
            address(mine, "?pratinjau=1"),
            "/desk/loket/",
            f"/desk/penduduk/{world.joko.resident.pk}/permohonan/",
            f"/desk/penduduk/{world.joko.resident.pk}/permohonan/surat-uji/",
            f"/desk/penduduk/{world.joko.resident.pk}/permohonan/surat-uji/periksa/?kunci={key}",
            address(shown),
            address(shown, "ubah/"),
            "/desk/lain/",
            *(f"/desk/akun/{part}" for part in ("", "sandi/", "kode/", "kunci-sandi/")),
            "/desk/penduduk/",
            "/desk/penduduk/?status=2",
            "/desk/penduduk/datang/",
            "/desk/penduduk/mutasi/?jenis=semua",
            *(f"/desk/penduduk/{child.pk}/{part}" for part in ("", "ubah/")),
            *(f"/desk/penduduk/{world.budi.resident.pk}/{part}" for part in ("meninggal/", "status/")),
            "/desk/penduduk/keluarga/",
            *(f"/desk/penduduk/keluarga/{child.family_id}/{part}" for part in CARD_PARTS),
            f"/desk/penduduk/{world.joko.resident.pk}/akun/",
            f"/desk/penduduk/{world.joko.resident.pk}/dukcapil/",
            "/desk/dasbor/",
            "/desk/dasbor/?dari=x&layanan=zz",
            "/desk/pendaftaran/",
            "/desk/pendaftaran/?tab=selesai",
            "/desk/pengaduan/?tab=selesai",
            "/desk/kepuasan/?periode=sendiri&dari=x",
            f"/desk/pendaftaran/{known.pk}/",
            f"/desk/pendaftaran/{stranger.pk}/",
        ],
        "kades": [
            "/desk/",
            address(ready),
            address(letter.application),
            "/desk/surat/",
            "/desk/dasbor/?jangka=tahun",
            "/desk/pendaftaran/pengaturan/",
        ],
        "camat": ["/desk/dasbor/", "/desk/dasbor/desa/"],
        "admin": [
            "/desk/pengaturan/dukcapil/",
            "/desk/akun/petugas/",
            f"/desk/akun/petugas/{world.operator.pk}/sandi/",
            *(f"/desk/mulai/{part}" for part in ("", "layanan/", "poster/")),
            *(f"/desk/pengaturan/kantor/{part}" for part in ("", "kop/", "jam/", "riwayat/")),
            *(f"/desk/pengaturan/perangkat/{part}" for part in ("", "baru/", f"{world.operator.pk}/")),
        ],
        "kabupaten": [
            *(f"/desk/pengaturan/wilayah/{part}" for part in ("", "baru/", "lembar/", f"lembar/{sheet.pk}/")),
        ],
    }


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of the size of a desk or a phone; anything written to its console as a violation fails the test."""
    width, height = request.param
    blocked: list[str] = []
    tab = browser.new_page(viewport={"width": width, "height": height}, base_url=live_server.url)
    tab.on("console", lambda message: "Content Security Policy" in message.text and blocked.append(message.text))
    tab.on("pageerror", lambda error: blocked.append(str(error)))
    yield tab
    assert blocked == []


def enter(page: Page, username: str) -> None:
    page.goto("/desk/masuk/")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    if username in ("kades", "admin", "kabupaten"):
        page.fill("#otp", pyotp.TOTP(TOTP_SECRET).now())
        page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def test_the_number_of_unread_news_can_be_read(page: Page, paths: dict[str, list[str]]) -> None:
    """It comes after the page."""
    enter(page, "operator")
    expect(page.get_by_role("link", name="Kabar 11 belum dibaca")).to_be_visible()
    assert serious(page) == []


def test_every_screen_can_be_used_by_everybody(page: Page, paths: dict[str, list[str]]) -> None:
    for username, addresses in paths.items():
        page.context.clear_cookies()
        if username:
            enter(page, username)
        for path in addresses:
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
            assert serious(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_with_the_keyboard_alone(page: Page, paths: dict[str, list[str]]) -> None:
    enter(page, "operator")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Permohonan di loket" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "cari"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "row":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/permohonan/*/?dari=*")
    page.focus("text=Ambil dan periksa")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Permohonan ini sekarang Anda periksa.")


def test_typing_filters_the_list_in_place(page: Page, paths: dict[str, list[str]]) -> None:
    enter(page, "operator")
    page.goto("/desk/?tab=semua")
    expect(page.locator("a.row")).to_have_count(5)
    page.fill("#cari", "joko")
    expect(page.locator("a.row")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "cari"
    assert page.url.endswith("/desk/?tab=semua&cari=joko")


def test_everything_works_without_scripts(
    browser: Browser, paths: dict[str, list[str]], live_server: LiveServer
) -> None:
    with browser.new_page(java_script_enabled=False, base_url=live_server.url) as page:
        enter(page, "operator")
        page.fill("#cari", "joko")
        page.click("text=Cari >> nth=-1")
        page.click("a.row")
        page.click("text=Ambil dan periksa")
        page.click("summary:has-text('Tolak')")
        page.fill("#tolak-reason", "Berkas tidak sesuai.")
        page.click("button:has-text('Tolak permohonan')")
        expect(page.locator("text=Permohonan ditolak. Warga melihat alasan Anda.")).to_be_visible()


def test_typing_finds_residents_and_no_address_tells_whom(page: Page, paths: dict[str, list[str]]) -> None:
    enter(page, "operator")
    page.goto("/desk/penduduk/")
    page.fill("#cari", "joko")
    expect(page.locator("a.row")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "cari"
    assert page.url.endswith("/desk/penduduk/?cari=1")
    page.click("a.row")
    page.wait_for_selector("h1:has-text('JOKO PRASETYO')")
    page.go_back()
    expect(page.locator("a.row")).to_have_count(1)
    assert page.input_value("#cari") == "joko"
