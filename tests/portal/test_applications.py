"""The list of a citizen's applications."""

import uuid

from django.http import HttpResponse
from django.test import Client

from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.take import take
from tests.people import World, sent
from tests.portal.pages import MAX_QUERIES, multiply, queries, read_all, text

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
    before = version_of(siti.get(PATH))
    assert before == version_of(siti.get(PATH))
    take(world.operator, application.number)
    assert version_of(siti.get(PATH)) != before


def version_of(response: HttpResponse) -> str:
    page = response.content.decode()
    assert f'data-live="{PATH}"' in page
    assert 'id="keterangan-langsung"' in page, "a place where the change is told"
    return page.split('data-version="')[1].split('"')[0]


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
