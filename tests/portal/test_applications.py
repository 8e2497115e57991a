"""The list of a citizen's applications."""

import uuid

from django.test import Client

from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.take import take
from tests.people import World, draft, sent
from tests.portal.pages import MAX_QUERIES, live_part, multiply, queries, read_all, text

PATH = "/permohonan/"


def test_shows_state_and_drafts(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    save_draft(world.siti, world.version, uuid.uuid4(), Content({}, complete=False))
    page = text(siti.get(PATH))
    assert application.number in page
    assert "Terkirim" in page
    assert "Belum dikirim" in page


def test_many_drafts_fold_away(siti: Client, world: World) -> None:
    for _ in range(30):
        save_draft(world.siti, world.version, uuid.uuid4(), Content({}, complete=False))
    page = siti.get(PATH)
    assert page.content.decode().count("/isi/?kunci=") == 30
    assert "27 lagi yang belum dikirim" in text(page)


def test_the_list_changes_by_itself_as_soon_as_a_request_does(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    before, _ = live_part(siti, PATH)
    assert before == live_part(siti, PATH)[0]
    take(world.operator, application.number)
    assert live_part(siti, PATH)[0] != before


def test_what_was_begun_leaves_the_open_list_when_it_is_sent(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    before, part = live_part(siti, PATH)
    assert f"/isi/?kunci={key}" in part
    submit(world.siti, key)
    after, part = live_part(siti, PATH)
    assert before != after
    assert "/isi/?kunci=" not in part


def test_an_empty_list_says_what_to_do(siti: Client) -> None:
    assert "belum pernah mengajukan" in text(siti.get(PATH))


def test_pages_follow_one_another_without_gap_or_double(siti: Client, world: World) -> None:
    multiply(sent(world.siti, world.version), 44)
    seen = read_all(siti, PATH, r'href="/permohonan/([^/"]+)/"')
    assert len(seen) == len(set(seen)) == 45


def test_a_place_that_is_none_is_refused(siti: Client) -> None:
    assert siti.get(PATH, {"sesudah": "%%%"}).status_code == 422


def test_queries_do_not_grow_with_rows(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    one = queries(siti, PATH)
    multiply(application, 29)
    assert queries(siti, PATH) == one <= MAX_QUERIES
