"""The officer at the counter: temporary PINs, accounts switched off and on or opened; the owner sees all of it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.models import Account, AccountEvent, Citizen
from tatadesa.core.clock import now
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents.models import Resident
from tests.mailbox import Mailbox
from tests.people import PIN, World
from tests.portal.pages import text

SignedIn = Callable[[Account], Client]
NEW = "581726"


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.operator.account)


def path(person: Resident | Account, act: str = "") -> str:
    resident = person if isinstance(person, Resident) else person.resident
    return f"/desk/penduduk/{resident.pk}/akun/{act}"


def shown_pin(page: str) -> str:
    found = re.search(r'class="pin-shown">([0-9]{3}) ([0-9]{3})<', page)
    assert found, "no PIN on the page"
    return found[1] + found[2]


def sign_in(nik: str, pin: str) -> Client:
    client = Client()
    client.post("/masuk/", {"identitas": nik, "pin": pin})
    return client


def without_account(world: World, nik: str = "3302070101159009") -> Resident:
    row = Resident.objects.get(account=world.joko)
    row.pk = None
    row.id = Resident._meta.pk.get_default()
    row.nik, row.name, row.account, row.birth_date = nik, "PAIJO", None, date(1955, 1, 1)
    row.save(force_insert=True)
    return row


def test_a_temporary_pin_opens_only_the_page_where_it_is_changed(world: World, desk: Client) -> None:
    before = sign_in(world.siti.login, PIN)
    page = desk.post(path(world.siti, "pin/")).content.decode()
    pin = shown_pin(page)
    assert before.get("/surat/").status_code == 302, "signed out everywhere"
    assert sign_in(world.siti.login, PIN).get("/akun/pin/").status_code == 302, "the old one is void"
    client = sign_in(world.siti.login, pin)
    for address in ("/", "/surat/", "/akun/", "/permohonan/", "/masuk/"):
        assert client.get(address).headers["Location"] == "/akun/pin/", address
    assert client.post("/akun/perangkat/keluar-semua/").status_code in (302, 401)
    assert "dibuat petugas" in text(client.get("/akun/pin/"))
    leaving = client.get("/akun/pin/").content.decode().partition("data-sign-out")[2]
    assert leaving.startswith(' data-loss="Ada {count} isian'), "what the phone still holds is asked about first"
    assert client.post("/akun/pin/", {"lama": pin, "pin": NEW, "ulang": NEW}).status_code == 302
    assert client.get("/surat/").status_code == 200
    assert sign_in(world.siti.login, NEW).get("/surat/").status_code == 200
    assert pin not in desk.get(path(world.siti)).content.decode().replace(" ", "")


def test_the_owner_reads_who_did_it_and_gets_a_message(
    world: World, desk: Client, channels: None, mailbox: Mailbox
) -> None:
    Citizen.objects.filter(account=world.siti).update(phone="6281234567890", phone_confirmed_at=now())
    pin = shown_pin(desk.post(path(world.siti, "pin/")).content.decode())
    assert "diganti petugas" in mailbox.to("6281234567890")[-1]["text"]
    assert pin not in str(mailbox.messages())
    client = sign_in(world.siti.login, pin)
    client.post("/akun/pin/", {"lama": pin, "pin": NEW, "ulang": NEW})
    assert "PIN Anda diganti petugas Sri Wahyuni" in text(client.get("/akun/riwayat/"))
    entry = AccessLogEntry.objects.filter(resident_id=world.siti.resident.pk).latest("at")
    assert (entry.actor_id, entry.purpose) == (world.operator.pk, "mengurus akun warga")


def test_switching_off_and_on_again(world: World, desk: Client) -> None:
    client = sign_in(world.siti.login, PIN)
    assert desk.post(path(world.siti, "matikan/"), {"alasan": " "}).status_code == 422
    assert desk.post(path(world.siti, "matikan/"), {"alasan": "Ponsel dicuri"}).status_code == 302
    assert client.get("/surat/").status_code == 302
    assert sign_in(world.siti.login, PIN).get("/surat/").status_code == 302
    assert desk.post(path(world.siti, "matikan/"), {"alasan": "lagi"}).status_code == 409
    assert desk.post(path(world.siti, "hidupkan/"), {"alasan": "Ponsel kembali"}).status_code == 302
    assert "Akun dimatikan petugas Sri Wahyuni: Ponsel dicuri" in text(
        sign_in(world.siti.login, PIN).get("/akun/riwayat/")
    )


def test_an_account_at_the_counter(world: World, desk: Client) -> None:
    resident = without_account(world)
    assert "Belum punya akun" in text(desk.get(path(resident)))
    wrong = desk.post(path(resident, "buat/"), {"telepon": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.content.decode()
    pin = shown_pin(desk.post(path(resident, "buat/"), {"telepon": "0812-3456-7890"}).content.decode())
    account = Account.objects.get(login=resident.nik)
    assert account.resident == resident
    assert account.citizen.phone == "6281234567890"
    assert account.citizen.phone_confirmed_at is None
    assert sign_in(resident.nik, pin).get("/").headers["Location"] == "/akun/pin/"
    assert AccountEvent.objects.get(account=account, kind=AccountEvent.Kind.CREATED).actor == world.operator.account
    assert desk.post(path(resident, "buat/"), {"telepon": ""}).status_code == 409


def test_a_nik_that_has_an_account_already_is_no_defect(world: World, desk: Client) -> None:
    resident = without_account(world)
    create_citizen(world.sidamulya, resident.nik, PIN, "PAIJO")
    answer = desk.post(path(resident, "buat/"), {"telepon": ""})
    assert answer.status_code == 409
    assert "NIK ini sudah punya akun" in text(answer)


def test_who_has_died_or_moved_gets_none(world: World, desk: Client) -> None:
    resident = without_account(world)
    Resident.objects.filter(pk=resident.pk).update(base_status=2)
    assert desk.post(path(resident, "buat/"), {"telepon": ""}).status_code == 409


@pytest.mark.parametrize("who", ["kades", "other_operator", "stranger_operator"])
def test_only_operator_and_sekdes_of_the_village(who: str, world: World, signed_in: SignedIn) -> None:
    staff = getattr(world, who)
    if who == "other_operator":
        staff.roles = ["kasi"]
        staff.save()
    client = signed_in(staff.account)
    assert client.get(path(world.siti)).status_code == 404
    for act in ("pin/", "matikan/", "hidupkan/", "buat/"):
        assert client.post(path(world.siti, act), {"alasan": "x"}).status_code == 404
    assert not AccessLogEntry.objects.exists()
    assert sign_in(world.siti.login, PIN).get("/surat/").status_code == 200


def test_the_history_of_an_account_cannot_be_rewritten(world: World, desk: Client) -> None:
    from django.db import DatabaseError, transaction

    desk.post(path(world.siti, "pin/"))
    for rewrite in (lambda rows: rows.update(words="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite(AccountEvent.objects.all())
