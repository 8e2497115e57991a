"""Registration over plain pages: the way there and back, mistakes, other browsers, what comes after."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.offices.models import Office
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.actions.set_pin import set_pin
from tatadesa.registrations.models import IdentityPhoto, Registration
from tests.mailbox import Mailbox
from tests.people import World
from tests.portal.pages import queries, text
from tests.portal.registering import KARANGSARI, Browser
from tests.registrations.applying import DEWI, PHONE, Reader, card
from tests.registrations.waiting import PIN, neighbour, waiting

STEPS = ("/daftar/foto/", "/daftar/membaca/", "/daftar/data/", "/daftar/kontak/", "/daftar/kode/", "/daftar/pin/")
State = Registration.State


@pytest.fixture
def reachable(channels: None, mailbox: Mailbox) -> Mailbox:
    """WhatsApp and e-mail are set up; gives what waits to be sent."""
    return mailbox


@pytest.fixture
def instant(world: World, reachable: Mailbox) -> World:
    """Karangsari opens accounts at once; Dewi is in its register."""
    world.karangsari.instant_accounts = True
    world.karangsari.save()
    neighbour(world.karangsari)
    return world


def test_each_page_leads_to_the_next_and_the_last_one_signs_in(instant: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    assert dewi.to == "/daftar/foto/"
    dewi.photo(Reader(birth_date="1992-03-17", sex="2"))
    assert dewi.to == "/daftar/membaca/"
    assert dewi.client.get("/daftar/membaca/")["Location"] == "/daftar/data/"
    page = dewi.client.get("/daftar/data/").content.decode()
    assert f'value="{DEWI["nik"]}"' in page
    assert 'value="17-03-1992"' in page
    dewi.data()
    assert dewi.to == "/daftar/kontak/"
    dewi.contact()
    assert dewi.to == "/daftar/pin/"
    dewi.pin()
    assert dewi.to == "/"
    home = text(dewi.client.get("/"))
    assert "Halo, Dewi" in home
    assert "Akun Anda sudah aktif" in home
    assert dewi.client.get("/daftar/selesai/")["Location"] == "/daftar/", "nothing of it is left in the browser"


def test_who_has_to_wait_reads_what_comes_next(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    assert dewi.to == "/daftar/selesai/"
    page = text(dewi.client.get(dewi.to))
    for words in ("Menunggu petugas", "Senin-Jumat 08.00-15.00", "0812-****-9017", "Jl. Raya Karangsari"):
        assert words in page
    for personal in ("Dewi", "DEWI", DEWI["nik"], DEWI["address"]):
        assert personal not in page, "the phone may be shared"
    for path in STEPS:
        assert dewi.client.get(path)["Location"] == "/daftar/selesai/", path


def test_a_registration_is_one_browsers_alone(world: World, reachable: Mailbox) -> None:
    dewi, stranger = Browser(), Browser()
    dewi.start()
    dewi.photo(Reader())
    dewi.data()
    stranger.client.cookies.clear()
    for path in (*STEPS, "/daftar/selesai/"):
        assert stranger.client.get(path)["Location"] == "/daftar/", path
        assert DEWI["nik"] not in dewi.client.get(path).headers.get("Location", ""), "never in an address"
    for path in ("/daftar/foto/", "/daftar/data/", "/daftar/kontak/", "/daftar/kode/", "/daftar/pin/"):
        assert stranger.client.post(path, DEWI).status_code == 404, path
    assert str(dewi.registration.pk) not in "".join(
        dewi.client.get(path).content.decode() for path in ("/daftar/", *STEPS)
    )


def test_no_step_can_be_jumped_over(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    for path in STEPS[1:]:
        assert dewi.client.get(path)["Location"] == "/daftar/foto/", path
    dewi.photo()
    assert dewi.client.get("/daftar/data/").status_code == 200, "typing instead of waiting for the card"
    for path in ("/daftar/kontak/", "/daftar/kode/", "/daftar/pin/"):
        assert dewi.client.get(path)["Location"] == "/daftar/data/", path
    assert dewi.post("/daftar/pin/", pin=PIN, pin_lagi=PIN)["Location"] == "/daftar/data/"
    assert dewi.registration.pin_hash == ""


def test_going_back_finds_what_was_filled_in(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo(Reader())
    dewi.data(address="Jl. Kenanga 5 & 6")
    dewi.contact()
    assert "Jl. Kenanga 5 &amp; 6" in dewi.client.get("/daftar/data/").content.decode()
    assert "081200009017" in dewi.client.get("/daftar/kontak/").content.decode()
    assert "Pakai foto yang sudah dikirim" in text(dewi.client.get("/daftar/foto/"))
    start = dewi.client.get("/daftar/").content.decode()
    assert 'href="/daftar/pin/"' in start


def test_mistakes_keep_what_was_typed(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo()
    wrong = dewi.data(nik="123", name="Dewi K4rtika", address="Jl. <b>Kenanga</b>")
    page = wrong.content.decode()
    assert wrong.status_code == 422
    for words in ('href="#nik"', 'href="#name"', 'value="123"', "Jl. &lt;b&gt;Kenanga&lt;/b&gt;", 'value="17-03-1992"'):
        assert words in page
    assert page.count('aria-invalid="true"') == 2


def test_what_looks_odd_is_asked_about_once(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo()
    asked = dewi.data(sex="1")
    assert asked.status_code == 200
    assert "Jenis kelamin tidak sama dengan yang tertulis di NIK" in text(asked)
    assert dewi.registration.nik == "", "not kept yet"
    assert dewi.data(sex="1", yakin="3302075703929018").status_code == 200, "sure about another NIK is not sure"
    assert dewi.data(sex="1", yakin=DEWI["nik"])["Location"] == "/daftar/kontak/"


def test_without_a_yes_it_does_not_begin(world: World) -> None:
    answer = Client().post("/daftar/", {"desa": KARANGSARI})
    assert answer.status_code == 422
    assert "Centang kotak ini" in text(answer)
    assert not Registration.objects.exists()


def test_the_village_comes_first_where_there_are_several(world: World) -> None:
    page = text(Client().get("/daftar/"))
    assert "Desa Karangsari" in page
    assert "Desa Sidamulya" in page
    assert "Desa Sidamulya" not in text(Client().get("/daftar/?cari=karang"))
    assert "Tidak ada desa dengan nama" in text(Client().get("/daftar/?cari=zzz"))
    assert Client().get("/daftar/?desa=99.99").status_code == 404
    assert Client().post("/daftar/", {"desa": "99\0", "setuju": "ya"}).status_code == 404
    world.sidamulya.is_active = False
    world.sidamulya.save()
    assert "Daftar akun warga Desa Karangsari" in text(Client().get("/daftar/"))


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"MZ" + b"\0" * 99, b""], ids=["pdf", "program", "empty"])
def test_a_bad_photo_gets_a_reason_with_and_without_script(world: World, content: bytes) -> None:
    dewi = Browser()
    dewi.start()
    plain = dewi.post("/daftar/foto/", berkas=card(content=content))
    assert plain.status_code == 422
    assert 'href="#berkas"' in plain.content.decode()
    told = dewi.client.post("/daftar/foto/", {"berkas": card(content=content)}, headers={"accept": "application/json"})
    assert told.status_code == 422
    assert told.json()["error"]
    assert not IdentityPhoto.objects.exists()


def test_no_photo_at_all_is_said_so(world: World) -> None:
    dewi = Browser()
    dewi.start()
    assert "Pilih atau ambil foto KTP" in text(dewi.post("/daftar/foto/"))


def test_a_photo_never_touches_the_disk_unsealed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile", refuse)
    dewi = Browser()
    dewi.start()
    assert dewi.photo().status_code == 302


def test_the_photo_page_needs_its_token_too(world: World) -> None:
    dewi = Browser()
    dewi.start()
    dewi.client.handler.enforce_csrf_checks = True
    assert dewi.post("/daftar/foto/", berkas=card()).status_code == 403
    assert not IdentityPhoto.objects.exists()


def test_a_body_that_is_too_long_is_refused_unread(world: World) -> None:
    dewi = Browser()
    dewi.start()
    answer = dewi.client.generic("POST", "/daftar/foto/", b"", CONTENT_LENGTH=str(9 * 1024 * 1024))
    assert answer.status_code == 413


def test_the_script_asks_how_the_reading_goes(world: World) -> None:
    dewi = Browser()
    dewi.start()
    accept = {"accept": "application/json"}
    assert dewi.client.get("/daftar/membaca/", headers=accept).json()["state"] == "none"
    sent = dewi.client.post("/daftar/foto/", {"berkas": card()}, headers=accept)
    assert (sent.status_code, sent.json()) == (201, {"next": "/daftar/membaca/"})
    assert dewi.client.get("/daftar/membaca/", headers=accept).json() == {"state": "waiting", "next": ""}
    page = dewi.client.get("/daftar/membaca/").content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert 'href="/daftar/data/"' in page
    Registration.objects.update(reading=Registration.Reading.UNREADABLE, card={"message": "Foto terlalu gelap."})
    assert dewi.client.get("/daftar/membaca/", headers=accept).json()["next"] == "/daftar/data/"
    assert "Foto terlalu gelap." in text(dewi.client.get("/daftar/data/"))
    gone = Client().get("/daftar/membaca/", headers=accept)
    assert (gone.status_code, gone.json()["next"]) == (404, "/daftar/")


def test_a_wrong_code_may_be_tried_again_and_a_new_one_asked_for(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo()
    dewi.data()
    assert dewi.client.get("/daftar/kode/")["Location"] == "/daftar/kontak/"
    assert dewi.post("/daftar/kontak/", alamat="12").status_code == 422
    dewi.post("/daftar/kontak/", alamat="0812 0000 9017")
    wrong = "000000" if reachable.last_code(PHONE) != "000000" else "111111"
    assert "Kode salah" in text(dewi.post("/daftar/kode/", kode=wrong))
    assert dewi.post("/daftar/kode/", aksi="ulang")["Location"] == "/daftar/kode/"
    assert dewi.post("/daftar/kode/", aksi="ulang").status_code == 429
    assert len(reachable.to(PHONE)) == 2
    dewi.post("/daftar/kode/", kode=reachable.last_code(PHONE))
    assert dewi.to == "/daftar/pin/"


def test_pins_must_agree_and_are_never_shown_again(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo()
    dewi.data()
    dewi.contact()
    for first, second in ((PIN, "493818"), ("123456", "123456"), ("170392", "170392")):
        answer = dewi.post("/daftar/pin/", pin=first, pin_lagi=second)
        assert answer.status_code == 422
        assert first not in answer.content.decode().replace("angka urut seperti 123456", "")
    assert dewi.registration.state == State.BEGUN


def test_without_any_channel_the_step_is_left_out(world: World) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo()
    assert "Langkah 3 dari 4" in text(dewi.client.get("/daftar/data/"))
    assert dewi.data()["Location"] == "/daftar/pin/"
    assert dewi.client.get("/daftar/kontak/")["Location"] == "/daftar/pin/"
    assert dewi.pin()["Location"] == "/daftar/selesai/"
    assert "dengan ponsel ini" in text(dewi.client.get("/daftar/selesai/"))
    assert "Lihat hasilnya dengan ponsel yang Anda pakai" in text(Client().get("/daftar/lanjut/"))


def test_what_an_officer_asks_for_is_all_one_sees(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    Registration.objects.update(
        state=State.ASKED, asked_fields=["photo", "address"], message="Foto KTP lagi. Tulis nomor rumahnya."
    )
    page = dewi.client.get("/daftar/")
    assert page["Location"] == "/daftar/selesai/"
    page = dewi.client.get("/daftar/selesai/").content.decode()
    assert "Tulis nomor rumahnya." in page
    assert 'href="/daftar/foto/"' in page
    dewi.photo()
    assert dewi.to == "/daftar/membaca/"
    assert dewi.client.get("/daftar/membaca/")["Location"] == "/daftar/data/"
    form = dewi.client.get("/daftar/data/").content.decode()
    assert 'name="address"' in form
    assert 'name="nik"' not in form
    dewi.post("/daftar/data/", address="Jl. Kenanga 5", rt="002", rw="001", nik="3302070107809003")
    assert dewi.to == "/daftar/selesai/"
    assert (dewi.registration.state, dewi.registration.nik) == (State.WAITING, DEWI["nik"])


def test_a_photo_alone_goes_back_at_once(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    Registration.objects.update(state=State.ASKED, asked_fields=["photo"], message="Foto KTP lagi.")
    dewi.photo()
    assert dewi.registration.state == State.WAITING
    assert dewi.client.get("/daftar/membaca/")["Location"] == "/daftar/selesai/"


def test_what_was_mended_and_did_not_go_out_is_sent_by_hand(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    registration = dewi.registration
    Registration.objects.update(state=State.ASKED, asked_fields=["name"], message="Tulis nama lengkap.")
    confirm_data(registration.pk, {"name": "Dewi Kartika Sari"})  # and here the process died
    page = dewi.client.get("/daftar/selesai/").content.decode()
    assert "Perbaikan belum terkirim" in page
    assert 'action="/daftar/kirim/"' in page
    assert dewi.post("/daftar/kirim/")["Location"] == "/daftar/selesai/"
    assert dewi.registration.state == State.WAITING
    assert dewi.post("/daftar/kirim/")["Location"] == "/daftar/selesai/", "once more changes nothing"
    assert registration.events.filter(verb="send").count() == 2


def test_nothing_is_sent_by_hand_that_is_not_mended(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    assert dewi.post("/daftar/kirim/")["Location"] == "/daftar/foto/"
    dewi.all()
    Registration.objects.update(state=State.ASKED, asked_fields=["name"], message="Tulis nama lengkap.")
    assert "/daftar/kirim/" not in dewi.client.get("/daftar/selesai/").content.decode()
    assert dewi.post("/daftar/kirim/").status_code == 409
    assert dewi.registration.state == State.ASKED
    assert Client().post("/daftar/kirim/").status_code == 404


def test_the_waiting_page_asks_for_news_by_a_number_alone(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    accept = {"accept": "application/json"}
    page = dewi.client.get("/daftar/selesai/").content.decode()
    told = dewi.client.get("/daftar/selesai/", headers=accept).json()
    assert f'data-version="{told["version"]}"' in page
    assert 'data-waiting="/daftar/selesai/"' in page
    refuse(world.operator, dewi.registration.pk, seen=dewi.registration.edition, reason="no_card")
    assert dewi.client.get("/daftar/selesai/", headers=accept).json() != told
    assert "data-waiting" not in dewi.client.get("/daftar/selesai/").content.decode(), "nothing more will come"


def test_one_that_ended_by_itself_says_so(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    Registration.objects.update(state=State.EXPIRED)
    assert dewi.client.get("/daftar/selesai/", headers={"accept": "application/json"}).json()["next"] == "/daftar/"
    assert "sudah berakhir dan datanya dihapus" in text(dewi.client.get("/daftar/"))
    assert dewi.start()["Location"] == "/daftar/foto/"


def test_a_refusal_says_why_and_lets_begin_anew(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    Registration.objects.update(state=State.REFUSED, message="Foto bukan KTP asli.")
    assert "Foto bukan KTP asli." in text(dewi.client.get("/daftar/selesai/"))
    dewi.post("/daftar/batal/")
    assert dewi.start()["Location"] == "/daftar/foto/"


def test_an_officers_yes_leads_to_signing_in(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.all()
    Registration.objects.update(state=State.ACTIVE)
    assert 'href="/masuk/"' in dewi.client.get("/daftar/selesai/").content.decode()


def test_leaving_a_shared_phone_leaves_nothing(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo(Reader())
    dewi.data()
    begun = dewi.registration
    dewi.post("/daftar/batal/")
    begun.refresh_from_db()
    assert (begun.state, begun.nik) == (State.EXPIRED, "")
    assert dewi.client.get("/daftar/data/")["Location"] == "/daftar/"


def test_an_office_that_is_no_village_has_no_registration(world: World) -> None:
    world.sidamulya.kind = Office.Kind.KECAMATAN
    world.sidamulya.save()
    assert Client().get(f"/daftar/?desa={world.sidamulya.code}").status_code == 404


def test_pressing_twice_at_the_end_is_no_error(
    world: World, reachable: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    dewi = Browser()
    dewi.start()
    dewi.photo(Reader())
    dewi.data()
    dewi.contact()

    def lost_the_race(registration_id: UUID, pin: str) -> Registration:
        send(set_pin(registration_id, pin).pk)
        return set_pin(registration_id, pin)

    monkeypatch.setattr("tatadesa.portal.views.registration.pin.set_pin", lost_the_race)
    dewi.pin()
    assert dewi.to == "/daftar/selesai/"


def test_another_phone_gets_in_by_the_confirmed_number_only(world: World, reachable: Mailbox) -> None:
    waiting(world.karangsari, state=State.ASKED, asked_fields=["name"], message="Nama lengkap.", phone=PHONE)
    other = Browser()
    assert other.client.get("/daftar/lanjut/kode/")["Location"] == "/daftar/lanjut/"
    other.post("/daftar/lanjut/", nik=DEWI["nik"], alamat="0812-0000-9017")
    assert other.to == "/daftar/lanjut/kode/"
    assert other.post("/daftar/lanjut/kode/", kode="1").status_code == 422
    other.post("/daftar/lanjut/kode/", kode=reachable.last_code(PHONE))
    assert other.to == "/daftar/selesai/"
    assert "Nama lengkap." in text(other.client.get(other.to))


def test_who_is_signed_in_has_to_sign_out_first(siti: Client) -> None:
    for path in ("/daftar/", "/daftar/lanjut/", "/daftar/lanjut/kode/"):
        assert siti.get(path)["Location"] == "/akun/", path


def test_pages_are_light_and_cost_few_queries(world: World, reachable: Mailbox) -> None:
    dewi = Browser()
    assert queries(dewi.client, f"/daftar/?desa={KARANGSARI}") <= 3
    dewi.start()
    dewi.photo(Reader())
    dewi.data()
    dewi.contact()
    for path in ("/daftar/", "/daftar/foto/", "/daftar/data/", "/daftar/kontak/", "/daftar/pin/"):
        assert queries(dewi.client, path) <= 3, path
        page = dewi.client.get(path)
        assert len(page.content) < 60_000
        assert page["Cache-Control"] == "private, no-store"
    assert "camera=(self)" in dewi.client.get("/daftar/foto/")["Permissions-Policy"]


def test_logs_and_sessions_know_nobody(instant: World, reachable: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    dewi = Browser()
    dewi.start()
    dewi.post("/daftar/foto/", berkas=card(content=b"x"))
    dewi.photo(Reader())
    dewi.data(nik="12")
    dewi.data()
    dewi.contact()
    session = json.dumps(dict(dewi.client.session))
    dewi.pin()
    assert Account.objects.filter(login=DEWI["nik"]).exists()
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in (DEWI["nik"], "Dewi", "DEWI", PHONE, PIN, DEWI["address"]):
        assert secret not in logged
        assert secret not in session


def test_the_service_worker_keeps_none_of_it(client: Client, db: None) -> None:
    assert "/daftar/" not in client.get("/sw.js").content.decode()


def test_visitors_find_the_way(client: Client, world: World) -> None:
    for path in ("/", "/masuk/"):
        assert 'href="/daftar/"' in client.get(path).content.decode(), path


SCRIPTS = Path(__file__).resolve().parents[2] / "src/tatadesa/portal/static/portal"


@pytest.mark.parametrize("name", ["camera.js", "registration.js"])
def test_scripts_keep_nothing_on_the_phone(name: str) -> None:
    script = (SCRIPTS / name).read_text()
    for store in ("localStorage", "sessionStorage", "indexedDB", "caches"):
        assert store not in script
