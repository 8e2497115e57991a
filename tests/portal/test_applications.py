"""The list of a citizen's applications."""

import re
import uuid

from django.test import Client

from tatadesa.applications.actions.save_draft import save_draft
from tests.people import World, sent
from tests.portal.pages import MAX_QUERIES, multiply, queries, text

PATH = "/permohonan/"


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/permohonan/([^/"]+)/"', page)


def test_shows_state_and_drafts(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    save_draft(world.siti, world.version, uuid.uuid4(), {}, complete=False)
    page = text(siti.get(PATH))
    assert application.number in page
    assert "Terkirim" in page
    assert "Belum dikirim" in page


def test_an_empty_list_says_what_to_do(siti: Client) -> None:
    assert "belum pernah mengajukan" in text(siti.get(PATH))


def test_pages_follow_one_another_without_gap_or_double(siti: Client, world: World) -> None:
    multiply(sent(world.siti, world.version), 44)
    seen, path = [], PATH
    while path:
        page = siti.get(path).content.decode()
        seen += numbers(page)
        further = re.search(r'href="(/permohonan/\?sesudah=[^"]+)"', page)
        path = further[1] if further else ""
    assert len(seen) == len(set(seen)) == 45


def test_a_place_that_is_none_is_refused(siti: Client) -> None:
    assert siti.get(PATH, {"sesudah": "%%%"}).status_code == 422


def test_queries_do_not_grow_with_rows(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    one = queries(siti, PATH)
    multiply(application, 29)
    assert queries(siti, PATH) == one <= MAX_QUERIES
