"""The network cut wherever it hurts: each journey ends with exactly one application, its answers and its files right.

The citizens are those of two villages whose inbox no other journey looks at.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browsing import under_worker
from tests.e2e.conftest import PHONE, Demo, OpenContext, assert_accessible, picture, sign_in_citizen
from tests.e2e.papers import pdf, photo

FORM = "/layanan/sktm/isi/"
NUMBER = r"\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}"
PATIENCE = 20_000
# The browser believes in its network, and there is none: what a phone with one bar of signal does.
BELIEVES = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => true });"
# How much of people's forms is on the phone: rows in the database (none when it is gone), kept pages.
KEPT = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  let rows = 0;
  if (names.includes("tatadesa")) {
    const database = await new Promise((give) => {
      const request = indexedDB.open("tatadesa");
      request.onsuccess = () => give(request.result);
    });
    for (const store of database.objectStoreNames) {
      const counted = database.transaction(store).objectStore(store).count();
      rows += await new Promise((give) => { counted.onsuccess = () => give(counted.result); });
    }
    database.close();
  }
  const pages = (await caches.keys()).filter((name) => name.startsWith("halaman-") && name !== "halaman-umum");
  return [rows, pages.length, localStorage.length];
}"""
# A page is kept when all it needs is.
FORM_IS_KEPT = "caches.match('/layanan/sktm/isi/').then(Boolean)"


ALL_FORMS = """new Promise((give) => {
  const request = indexedDB.open("tatadesa");
  request.onsuccess = () => {
    const all = request.result.transaction("forms").objectStore("forms").getAll();
    all.onsuccess = () => { give(all.result.every(%s)); request.result.close(); };
  };
})"""
# Every form on the phone has been sent; the account has all that was typed into it.
ALL_SENT = ALL_FORMS % '({ state }) => state === "sent"'
ALL_SAVED = ALL_FORMS % "({ dirty, state }) => !dirty || state === 'sent'"


@contextmanager
def one_more(page: Page, demo: Demo) -> Iterator[list[str]]:
    """Exactly one application more than before; its number is in the list afterwards."""

    def numbers() -> set[str]:
        return set(re.findall(NUMBER, page.request.get(f"{demo.portal}/permohonan/").text()))

    before, found = numbers(), list[str]()
    yield found
    new = numbers() - before
    assert len(new) == 1, new
    found.extend(new)


def open_form(page: Page, demo: Demo, path: str = FORM) -> None:
    page.goto(f"{demo.portal}{path}")
    expect(page.locator("form[data-ready]")).to_have_count(1)


def until(page: Page, expression: str) -> None:
    """Wait for ``expression``; unlike a page's own waiting this needs no ``eval``, which our policy forbids."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(100)


def fill(page: Page, words: str) -> None:
    page.get_by_label("Keringanan biaya sekolah").check()
    page.fill("[name=keperluan]", words)
    page.fill("[name=jumlah_tanggungan]", "3")
    page.fill("[name=penghasilan_bulanan]", "1.250.000")
    page.locator("[name=pernyataan]").check()


def attach(page: Page, folder: Path) -> None:
    page.set_input_files("[name=ktp__berkas]", photo(folder, "ktp"))
    page.set_input_files("[name=kk__berkas]", pdf(folder, "kk"))


def both_sent(page: Page) -> None:
    for name in ("ktp", "kk"):
        expect(page.locator(f"input[type=hidden][name={name}]")).to_have_count(1, timeout=PATIENCE)


def put_by(page: Page) -> None:
    """Press the button without network, read once more, say yes."""
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
    expect(page.get_by_text("Menunggu jaringan")).to_be_visible()


def send_now(page: Page) -> None:
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()


def assert_holds(page: Page, demo: Demo, number: str, words: str) -> None:
    """The application has these words and two files that open."""
    shown = page.request.get(f"{demo.portal}/permohonan/{number}/").text()
    assert words in shown
    assert "Rp1.250.000" in shown
    files = set(re.findall(r"/berkas/[0-9a-f-]{36}/(?=\")", shown))
    assert len(files) == 2
    kinds = {page.request.get(demo.portal + file).headers["content-type"] for file in files}
    assert kinds == {"image/jpeg", "application/pdf"}


def signed_in(demo: Demo, open_context: OpenContext, citizen: int) -> tuple[BrowserContext, Page]:
    context = open_context(PHONE, permissions=["background-sync"])
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[citizen])
    under_worker(page)
    return context, page


def with_kept_form(demo: Demo, open_context: OpenContext, citizen: int) -> Page:
    """The form is open, the phone has it, and no worker is woken when there is network again."""
    page = open_context(PHONE).new_page()
    sign_in_citizen(page, demo, demo.citizens[citizen])
    under_worker(page)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    return page


def test_cut_before_the_form_is_opened(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 6)
    page.goto(f"{demo.portal}/layanan/sktm/")
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        context.set_offline(True)
        page.get_by_role("link", name="Ajukan sekarang").click()
        expect(page.locator("form[data-ready]")).to_have_count(1)
        fill(page, "Sekolah, dibuka tanpa jaringan")
        attach(page, tmp_path)
        expect(page.get_by_text("tersimpan di ponsel")).to_have_count(2)
        put_by(page)
        page.goto(f"{demo.portal}/")
        expect(page.locator("[data-outbox]").get_by_text("Menunggu jaringan")).to_be_visible()
        assert_accessible(page)
        context.set_offline(False)
        expect(page.locator("[data-outbox]").get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(
            timeout=PATIENCE
        )
    assert_holds(page, demo, found[0], "Sekolah, dibuka tanpa jaringan")
    page.goto(f"{demo.portal}/permohonan/")
    expect(page.locator("[data-outbox]").get_by_text(f"Terkirim: nomor {found[0]}")).to_be_visible()


def test_cut_while_typing_and_the_battery_dies(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 6)
    open_form(page, demo)
    with one_more(page, demo) as found:
        page.fill("[name=keperluan]", "Awal")
        expect(page.locator("#keterangan-simpan")).to_have_text("Isian tersimpan di akun Anda.")
        context.set_offline(True)
        fill(page, "Ditulis tanpa jaringan")
        attach(page, tmp_path)
        expect(page.get_by_text("tersimpan di ponsel")).to_have_count(2)
        expect(page.locator("#keterangan-simpan")).to_contain_text("Tersimpan di ponsel ini")
        address = page.url
        page.close()

        page = context.new_page()
        page.goto(f"{demo.portal}/")
        link = page.locator("[data-outbox] a", has_text="Tersimpan di ponsel ini")
        assert link.get_attribute("href") == address
        link.click()
        expect(page.get_by_text("Isian yang belum sempat terkirim sudah dikembalikan.")).to_be_visible()
        expect(page.locator("[name=keperluan]")).to_have_value("Ditulis tanpa jaringan")
        expect(page.get_by_label("Keringanan biaya sekolah")).to_be_checked()
        expect(page.locator("[name=pernyataan]")).to_be_checked()
        context.set_offline(False)
        both_sent(page)
        expect(page.locator("#keterangan-simpan")).to_have_text("Isian tersimpan di akun Anda.")

        other = open_context(PHONE).new_page()
        sign_in_citizen(other, demo, demo.citizens[6])
        other.goto(address)
        expect(other.locator("[name=keperluan]")).to_have_value("Ditulis tanpa jaringan")
        send_now(page)
    assert_holds(page, demo, found[0], "Ditulis tanpa jaringan")


def test_cut_during_an_upload(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 6)
    page.set_default_timeout(60_000)
    open_form(page, demo)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 20, "downloadThroughput": 500_000, "uploadThroughput": 60_000}
    large = tmp_path / "kk.jpg"
    Image.effect_noise((900, 700), 90).convert("RGB").save(large, "JPEG", quality=80)
    offsets: list[int] = []
    page.on(
        "request",
        lambda request: offsets.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None,
    )
    with one_more(page, demo) as found:
        fill(page, "Terputus di tengah berkas")
        page.set_input_files("[name=ktp__berkas]", photo(tmp_path, "ktp"))
        expect(page.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=PATIENCE)
        session.send("Network.emulateNetworkConditions", slow)
        offsets.clear()
        page.set_input_files("[name=kk__berkas]", str(large))
        until(page, "document.querySelector('[data-field=kk] progress')?.value > 10")
        session.send("Network.emulateNetworkConditions", {**slow, "offline": True})
        expect(page.get_by_text("Sambungan terputus. Tersimpan di ponsel")).to_be_visible()
        before = max(offsets)
        assert before > 0
        offsets.clear()
        session.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
        expect(page.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=60_000)
        assert min(offsets) >= before
        send_now(page)
    files = set(re.findall(r"/berkas/[0-9a-f-]{36}/(?=\")", page.request.get(page.url).text()))
    assert len(files) == 2
    assert found


def test_cut_after_pressing_send(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """On the last page, with a signal that is none: the press leads to the offer to send later."""
    context, page = signed_in(demo, open_context, 6)
    page.add_init_script(BELIEVES)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        fill(page, "Terputus saat menekan kirim")
        attach(page, tmp_path)
        both_sent(page)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        expect(page.get_by_text("Rp1.250.000")).to_be_visible()
        context.set_offline(True)
        page.get_by_role("button", name="Kirim permohonan").click()
        expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()
        expect(page.get_by_text("Terputus saat menekan kirim")).to_be_visible()
        page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
        expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    assert_holds(page, demo, found[0], "Terputus saat menekan kirim")


def test_how_the_letter_is_to_come_goes_with_it(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """Asked without network as the last step would ask it, checked by the same rules, sent with the form."""
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        context.set_offline(True)
        fill(page, "Dengan cara menerima surat")
        attach(page, tmp_path)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        expect(page.get_by_label("Nama penerima")).to_be_hidden()
        page.get_by_label("Dikirim POS ke rumah").check()
        page.get_by_label("Nomor HP penerima").fill("12")
        page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
        expect(page.get_by_label("Nomor HP penerima")).to_be_focused()
        assert_accessible(page)
        picture(page, "kiriman-tanpa-jaringan")
        page.get_by_label("Unduh di ponsel").check()  # what is folded away is not judged
        page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
        expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        page.get_by_role("button", name="Ubah isian").click()
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        page.get_by_label("Dikirim POS ke rumah").check()
        page.get_by_label("Nomor HP penerima").fill("081200000155")
        page.get_by_label("Jalan, dusun").fill("Jl. Tanpa Jaringan 5")
        page.get_by_role("button", name="Ubah isian").click()
        put_by(page)
        context.set_offline(False)
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    page.goto(f"{demo.portal}/permohonan/{found[0]}/")
    expect(page.get_by_text("Dikirim ke rumah dengan")).to_be_visible()
    page.goto(f"{demo.portal}/permohonan/{found[0]}/kiriman/")
    expect(page.get_by_label("Jalan, dusun")).to_have_value("Jl. Tanpa Jaringan 5")


def test_the_choice_of_the_last_step_survives_the_cut(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    page.add_init_script(BELIEVES)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        fill(page, "Cara menerima lalu terputus")
        attach(page, tmp_path)
        both_sent(page)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        page.get_by_label("Dikirim POS ke rumah").check()
        page.get_by_label("Nomor HP penerima").fill("081200000156")
        page.get_by_label("Jalan, dusun").fill("Jl. Sebelum Putus 6")
        page.get_by_role("button", name="Ubah isian").last.click()
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        expect(page.get_by_label("Dikirim POS ke rumah")).to_be_checked()
        expect(page.get_by_label("Jalan, dusun")).to_have_value("Jl. Sebelum Putus 6")
        page.get_by_label("Jalan, dusun").fill("Jl. Saat Putus 7")
        context.set_offline(True)
        page.get_by_role("button", name="Kirim permohonan").last.click()
        expect(page.get_by_role("button", name="Kirim otomatis saat ada jaringan")).to_be_visible()
        expect(page.get_by_label("Jalan, dusun")).to_have_value("Jl. Saat Putus 7")
        page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
        expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    page.goto(f"{demo.portal}/permohonan/{found[0]}/kiriman/")
    expect(page.get_by_label("Jalan, dusun")).to_have_value("Jl. Saat Putus 7")


def test_the_answer_to_the_sending_is_lost(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """The office has it, the phone does not know: asked again, it hears the same number."""
    context, page = signed_in(demo, open_context, 6)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        fill(page, "Jawaban hilang")
        attach(page, tmp_path)
        both_sent(page)
        expect(page.locator("#keterangan-simpan")).to_have_text("Isian tersimpan di akun Anda.")
        until(page, ALL_SAVED)
        address = page.url
        context.set_offline(True)
        put_by(page)
        key, token = address.split("kunci=")[1], page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        sent = page.request.post(
            f"{demo.portal}/layanan/sktm/periksa/", form={"kunci": key, "csrfmiddlewaretoken": token}, max_redirects=0
        )
        assert sent.status == 302
        context.set_offline(False)
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(f"Terkirim: nomor {found[0]}")).to_be_visible()


def test_two_tabs_and_the_worker_send_once(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        context.set_offline(True)
        fill(page, "Dua tab sekaligus")
        attach(page, tmp_path)
        put_by(page)
        second = context.new_page()
        second.goto(page.url)
        expect(second.get_by_text("Menunggu jaringan")).to_be_visible()
        context.set_offline(False)
        _wake(context, page, demo)
        for tab in (page, second):
            expect(tab.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    assert_holds(page, demo, found[0], "Dua tab sekaligus")


def test_an_open_page_tries_again_after_whoever_failed(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """No worker is woken here, as on an iPhone: the turn is somebody else's at first, then the first try is cut."""
    page = with_kept_form(demo, open_context, 4)
    context = page.context
    with one_more(page, demo) as found:
        context.set_offline(True)
        fill(page, "Coba lagi sendiri")
        attach(page, tmp_path)
        put_by(page)
        page.evaluate(
            "navigator.locks.request('tatadesa-kirim', () => new Promise((give) => { window.free = give; }))&&0"
        )
        cuts: list[str] = []

        def cut_once(route: Route) -> None:
            if cuts:
                route.continue_()
            else:
                cuts.append(route.request.url)
                route.abort("connectionfailed")

        context.route("**/unggah/tus/**", cut_once)
        context.set_offline(False)
        page.wait_for_timeout(500)
        expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        page.evaluate("window.free()")
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
        assert cuts
    assert_holds(page, demo, found[0], "Coba lagi sendiri")


def test_the_worker_sends_with_every_page_closed(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    bare = context.new_page()
    bare.goto(f"{demo.portal}/healthz")
    with one_more(bare, demo) as found:
        context.set_offline(True)
        fill(page, "Dikirim saat tertutup")
        attach(page, tmp_path)
        put_by(page)
        page.close()
        context.set_offline(False)
        _wake(context, bare, demo)
        until(bare, ALL_SENT)
    assert_holds(bare, demo, found[0], "Dikirim saat tertutup")


def test_it_can_be_changed_or_kept_back_before_it_is_sent(
    demo: Demo, open_context: OpenContext, tmp_path: Path
) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    with one_more(page, demo) as found:
        context.set_offline(True)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        expect(page.locator("[aria-invalid=true]").first).to_be_visible()  # the same rules without network
        fill(page, "Salah tulis")
        attach(page, tmp_path)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        page.get_by_role("button", name="Ubah isian").click()
        assert page.evaluate("document.activeElement.closest('form[data-fill]') !== null"), "the keyboard is back in it"
        put_by(page)
        page.get_by_role("button", name="Ubah isian").click()
        expect(page.locator("[data-field=kk]").get_by_text("tersimpan di ponsel")).to_be_visible()
        page.fill("[name=keperluan]", "Sudah dibetulkan")
        put_by(page)
        context.set_offline(False)
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    assert_holds(page, demo, found[0], "Sudah dibetulkan")


def test_refused_on_its_way_it_comes_back_with_its_files(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    form = page.locator("form[data-fill]")
    with one_more(page, demo) as found:
        context.set_offline(True)
        fill(page, "Ditolak dulu")
        attach(page, tmp_path)
        # As on a phone whose page knows less than the server.
        form.evaluate("form => { form.dataset.unchecked = '' }")
        page.fill("[name=jumlah_tanggungan]", "banyak")
        put_by(page)
        context.set_offline(False)
        expect(page.locator("[name=jumlah_tanggungan][aria-invalid=true]")).to_be_visible(timeout=PATIENCE)
        both_sent(page)
        form.evaluate("form => { delete form.dataset.unchecked }")
        page.fill("[name=jumlah_tanggungan]", "3")
        send_now(page)
    assert_holds(page, demo, found[0], "Ditolak dulu")


def test_signed_out_meanwhile_it_waits_for_its_own_account(
    demo: Demo, open_context: OpenContext, tmp_path: Path
) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    context.set_offline(True)
    fill(page, "Menunggu masuk")
    attach(page, tmp_path)
    put_by(page)
    context.clear_cookies(name="sesi")
    context.set_offline(False)
    expect(page.get_by_text("Masuk dulu untuk mengirim.")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{demo.portal}/masuk/")
    expect(page.get_by_text("Ada 1 permohonan di ponsel ini")).to_be_visible()
    sign_in_citizen(page, demo, demo.citizens[5])
    expect(page.locator("[data-outbox]").get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(
        timeout=PATIENCE
    )


def test_another_account_on_the_same_phone_finds_nothing(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    context.set_offline(True)
    fill(page, "Rahasia orang pertama")
    attach(page, tmp_path)
    put_by(page)
    address = page.url
    context.clear_cookies(name="sesi")
    page.goto("about:blank")
    context.set_offline(False)
    sign_in_citizen(page, demo, demo.citizens[4])
    until(page, "!localStorage.getItem('tatadesa-akun')")
    rows, _, _ = page.evaluate(KEPT)
    assert rows <= 1  # the key of the account that has just come
    context.set_offline(True)
    page.goto(address)
    assert "Rahasia orang pertama" not in page.content()
    expect(page.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    context.set_offline(False)
    assert "Rahasia" not in page.request.get(f"{demo.portal}/permohonan/").text()


def test_sign_out_leaves_no_form_on_the_phone(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    until(page, FORM_IS_KEPT)
    context.set_offline(True)
    fill(page, "Hilang saat keluar")
    attach(page, tmp_path)
    expect(page.get_by_text("tersimpan di ponsel")).to_have_count(2)
    context.set_offline(False)
    both_sent(page)
    context.set_offline(True)
    page.fill("[name=keperluan]", "Belum sampai")
    expect(page.locator("#keterangan-simpan")).to_contain_text("Tersimpan di ponsel ini")
    context.set_offline(False)
    page.goto(f"{demo.portal}/akun/")
    assert page.evaluate(KEPT)[0] > 0
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Keluar dari akun").click()
    page.wait_for_url(f"{demo.portal}/")
    assert page.evaluate(KEPT) == [0, 0, 0]
    assert asked == [] or "belum terkirim" in asked[0]


def test_what_is_no_photo_is_told_before_a_byte_is_sent(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    _, page = signed_in(demo, open_context, 5)
    open_form(page, demo)
    expect(page.get_by_text("Satu berkas paling besar 8 MB")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/unggah/" in request.url else None)
    words, large = tmp_path / "surat.docx", tmp_path / "besar.pdf"
    words.write_bytes(b"PK\x03\x04" + b"x" * 100)
    large.write_bytes(b"%PDF-1.7" + b"x" * 8 * 1024 * 1024)
    page.set_input_files("[name=ktp__berkas]", str(words))
    expect(page.get_by_text("surat.docx: pilih foto atau PDF")).to_be_visible()
    page.set_input_files("[name=kk__berkas]", str(large))
    expect(page.get_by_text("besar.pdf: terlalu besar")).to_be_visible()
    assert sent == []


def _wake(context: BrowserContext, page: Page, demo: Demo) -> None:
    """The browser tells the worker that there is network again, as Background Sync does."""
    session = context.new_cdp_session(page)
    known: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    session.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": demo.portal,
            "registrationId": known[-1]["registrationId"],
            "tag": "tatadesa-kirim",
            "lastChance": False,
        },
    )
