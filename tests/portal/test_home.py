"""The first page."""

import uuid

from django.test import Client

from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.delete_draft import delete_draft
from tatadesa.applications.actions.save_draft import Content, save_draft
from tests.people import World, sent
from tests.portal.pages import MAX_QUERIES, live_part, multiply, queries, returned, text


def test_a_visitor_sees_what_it_is_and_the_villages(client: Client, world: World) -> None:
    page = text(client.get("/"))
    assert "Urus surat desa dari ponsel" in page
    assert "Desa Karangsari" in page
    assert "Desa Sidamulya" in page


def test_a_visitor_finds_a_village_by_name(client: Client, world: World) -> None:
    page = text(client.get("/", {"cari": "sida"}))
    assert "Desa Sidamulya" in page
    assert "Desa Karangsari" not in page
    assert "Tidak ada desa" in text(client.get("/", {"cari": "atlantis"}))


def test_a_link_to_a_service_outlives_the_question_for_the_village(client: Client, world: World) -> None:
    asked = client.get("/layanan/sktm/", follow=True)
    assert "Pilih desa Anda dulu" in text(asked)
    assert 'href="/layanan/sktm/?desa=33.02.07.2901"' in asked.content.decode()
    assert "Pilih desa Anda dulu" not in text(client.get("/", {"layanan": "../masuk\x00"}))


def test_shows_what_runs_with_next_step_and_promised_time(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    page = text(siti.get("/"))
    assert application.number in page
    assert "Menunggu giliran diperiksa petugas." in page
    assert "Selesai paling lambat" in page


def test_what_waits_for_the_citizen_comes_first(siti: Client, world: World) -> None:
    own_turn = returned(world)
    waiting = sent(world.siti, world.version)
    page = text(siti.get("/"))
    assert page.index(own_turn.number) < page.index(waiting.number)


def test_what_ends_leaves_the_open_page_whatever_is_newer(siti: Client, world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.siti, world.version)
    before, _ = live_part(siti, "/")
    assert before == live_part(siti, "/")[0]
    cancel(world.siti, first.number)
    after, part = live_part(siti, "/")
    assert before != after
    assert first.number not in part
    assert second.number in part


def test_a_draft_can_be_continued(siti: Client, world: World) -> None:
    key = uuid.uuid4()
    save_draft(world.siti, world.version, key, Content({"keperluan": "Baru separuh"}, complete=False))
    before, part = live_part(siti, "/")
    assert f"/layanan/surat-uji/isi/?kunci={key}" in part
    delete_draft(world.siti, key)
    assert live_part(siti, "/")[0] != before


def test_many_drafts_leave_room_for_the_services(siti: Client, world: World) -> None:
    for _ in range(4):
        save_draft(world.siti, world.version, uuid.uuid4(), Content({}, complete=False))
    page = siti.get("/")
    assert page.content.decode().count("/isi/?kunci=") == 2
    assert "Semua yang belum dikirim" in text(page)


def test_shows_nothing_of_others(joko: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    assert application.number not in text(joko.get("/"))


def test_queries_do_not_grow_with_rows(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    one = queries(siti, "/")
    multiply(application, 29)
    assert queries(siti, "/") == one <= MAX_QUERIES


def test_other_methods_are_refused(client: Client, world: World) -> None:
    assert client.head("/").status_code == 200
    assert client.post("/").status_code == 405
