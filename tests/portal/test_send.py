"""What waited on the phone goes out in one request, exactly once."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.files.actions.receive import receive
from tests.deliveries.stages import set_up
from tests.family import child
from tests.people import World, photo
from tests.portal.pages import typed
from tests.portal.test_delivery import place

ADDRESS = "/layanan/surat-uji/kirim/"
JSON = {"accept": "application/json"}


def whole(world: World, **changes: Any) -> dict[str, Any]:
    stored = receive(office=world.karangsari, owner=world.siti, upload=photo(), upload_key=None)
    return typed(kk=str(stored.pk), aksi="kirim", **changes)


def way(world: World, **changes: str) -> dict[str, str]:
    """The wish for the post, as it travels with a form."""
    return {f"kiriman:{name}": value for name, value in {**place(world), **changes}.items() if name != "aksi"}


def send(client: Client, content: dict[str, Any]) -> Any:
    return client.post(ADDRESS, content, headers=JSON)


def test_it_is_saved_and_sent_in_one_go(siti: Client, world: World) -> None:
    answer = send(siti, whole(world))
    application = Application.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"nomor": application.number, "alamat": f"/permohonan/{application.number}/"}
    assert application.answers["keperluan"] == "Mendaftar sekolah anak"
    assert application.attachments.count() == 1
    assert not Draft.objects.exists()


def test_a_repeat_finds_the_first(siti: Client, world: World) -> None:
    content = whole(world)
    first, again = send(siti, content), send(siti, {**content, "keperluan": "Lain"})
    assert again.status_code == 409
    assert again.json() == first.json()
    assert Application.objects.get().answers["keperluan"] == "Mendaftar sekolah anak"


def test_a_draft_saved_earlier_is_the_same_form(siti: Client, world: World) -> None:
    content = whole(world)
    saved = siti.post("/layanan/surat-uji/isi/", {**content, "keperluan": "", "aksi": "simpan"}, headers=JSON)
    assert saved.json()["tersimpan"] == Draft.objects.get().updated_at.isoformat()
    assert send(siti, content).status_code == 201
    assert Application.objects.get().answers["keperluan"] == "Mendaftar sekolah anak"
    assert not Draft.objects.exists()


def test_errors_come_by_field_and_what_was_typed_is_kept(siti: Client, world: World) -> None:
    content = whole(world, keperluan="", jumlah="99")
    answer = send(siti, content)
    assert answer.status_code == 422
    assert answer.json()["kesalahan"].keys() == {"keperluan", "jumlah"}
    assert Draft.objects.get().answers["nama"] == "SITI AMINAH"
    assert not Application.objects.exists()
    assert send(siti, {**content, "keperluan": "Sekolah", "jumlah": "2"}).status_code == 201


def test_a_file_of_somebody_else_is_not_sent(siti: Client, world: World) -> None:
    stored = receive(office=world.karangsari, owner=world.joko, upload=photo(), upload_key=None)
    answer = send(siti, typed(kk=str(stored.pk)))
    assert answer.status_code == 422
    assert "kk" in answer.json()["kesalahan"]


def test_for_somebody_of_the_family_and_for_nobody_else(siti: Client, world: World) -> None:
    dimas = child(world)
    assert send(siti, whole(world, untuk=str(dimas.pk))).status_code == 201
    assert Application.objects.get().resident == dimas
    stranger = send(siti, whole(world, untuk=str(world.joko.resident.pk)))
    assert stranger.status_code == 422
    assert "untuk" in stranger.json()["kesalahan"]


def test_a_closed_service_and_unknown_ones_refuse_in_words(siti: Client, world: World) -> None:
    assert siti.post("/layanan/lain/kirim/", whole(world), headers=JSON).status_code == 404
    unknown = send(siti, whole(world, bukan_isian="x"))
    assert unknown.status_code == 422
    world.version.service.is_open = False
    world.version.service.save()
    closed = send(siti, whole(world))
    assert closed.status_code == 409
    assert "ditutup" in closed.json()["error"]
    assert "nomor" not in closed.json()


def test_signed_out_it_says_so(client: Client, world: World) -> None:
    answer = send(client, typed())
    assert answer.status_code == 401
    assert not Application.objects.exists()


def test_who_is_signed_in(client: Client, siti: Client, world: World) -> None:
    assert client.get("/luring/akun/").json()["akun"] is None
    told = siti.get("/luring/akun/")
    assert told.json()["akun"] == str(world.siti.pk)
    assert "no-store" in told["Cache-Control"]


def test_the_token_told_there_opens_the_way(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.siti, backend="tatadesa.accounts.backend.AccountBackend")
    content = whole(world)
    assert send(client, content).status_code == 403
    token = client.get("/luring/akun/").json()["token"]
    assert send(client, {**content, "csrfmiddlewaretoken": token}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_application(world: World, signed_in: Callable[[Account], Client]) -> None:
    content, barrier = whole(world), Barrier(3)
    browsers = [signed_in(world.siti) for _ in range(3)]

    def run(browser: Client) -> Any:
        try:
            barrier.wait(timeout=10)
            return send(browser, content)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(run, browsers))
    number = Application.objects.get().number
    assert {answer.json()["nomor"] for answer in answers} == {number}
    assert {answer.status_code for answer in answers} <= {201, 409}


def test_the_way_of_the_letter_goes_with_it(siti: Client, world: World) -> None:
    set_up(world)
    assert send(siti, {**whole(world), **way(world, layanan_kirim="447")}).status_code == 201
    choice = DeliveryChoice.objects.get()
    assert (choice.method, choice.product, choice.address["jalan"]) == ("post", "447", "Jl. Melati 2")


def test_a_way_at_fault_sends_nothing_and_waits_on_the_last_step(siti: Client, world: World) -> None:
    set_up(world)
    content = {**whole(world), **way(world, telepon_penerima="12")}
    answer = send(siti, content)
    assert answer.status_code == 422
    assert "Cara menerima surat perlu diperbaiki" in answer.json()["kesalahan"][""]
    assert not Application.objects.exists()
    shown = siti.get("/layanan/surat-uji/periksa/", {"kunci": content["kunci"]}).content.decode()
    assert re.search(r'name="telepon_penerima"[^>]*value="12"', shown)


def test_a_page_that_does_not_ask_sends_what_was_said_before(siti: Client, world: World) -> None:
    set_up(world)
    content = whole(world)
    siti.post("/layanan/surat-uji/isi/", {**content, **way(world, cara="collect"), "aksi": "simpan"})
    assert send(siti, content).status_code == 201
    assert DeliveryChoice.objects.get().method == "collect"


def test_an_office_that_no_longer_sends_takes_the_request(siti: Client, world: World) -> None:
    assert send(siti, {**whole(world), **way(world)}).status_code == 201
    assert not DeliveryChoice.objects.exists()
