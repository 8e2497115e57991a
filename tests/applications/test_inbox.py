"""The officer's list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.applications import queries
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.core.errors import InvalidInput, NotFound
from tests.people import World, sent


def numbers(page: queries.Page) -> list[str]:
    return [row.number for row in page.rows]


def test_oldest_first_and_only_ones_own_office(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    sent(world.rina, world.sidamulya_version)
    assert numbers(queries.inbox(world.operator, tab="baru")) == [first.number, second.number]


def test_tabs_and_counts(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    take(world.operator, first.number)
    assert numbers(queries.inbox(world.operator, tab="saya")) == [first.number]
    assert numbers(queries.inbox(world.other_operator, tab="saya")) == []
    assert numbers(queries.inbox(world.operator, tab="baru")) == [second.number]
    counts = queries.inbox_counts(world.operator)
    assert counts == {"baru": 1, "saya": 1, "diperiksa": 1, "perbaikan": 0, "terbit": 0}
    assert sum(queries.inbox_counts(world.stranger_operator).values()) == 0


def test_search_by_number_name_and_nik(world: World) -> None:
    mine = sent(world.siti, world.version)
    sent(world.joko, world.version)
    for text in (mine.number, mine.number.lower(), "amin", "3302076505909001"):
        assert numbers(queries.inbox(world.operator, tab="semua", search=text)) == [mine.number], text
    assert numbers(queries.inbox(world.stranger_operator, tab="semua", search="amin")) == []


def test_pages_by_key_cover_everything_once(world: World) -> None:
    sample = sent(world.siti, world.version)
    moment = sample.submitted_at
    for index in range(9):
        sample.pk = None
        sample.id = Application._meta.get_field("id").get_default()
        sample.number, sample.draft_key = f"26-TEST-{index:04d}", sample.id
        sample.submitted_at = moment + timedelta(seconds=index // 3)  # equal moments: the id decides
        sample.save(force_insert=True)
    for tab in ("baru", "semua"):
        seen: list[str] = []
        after: str | None = None
        while True:
            page = queries.inbox(world.operator, tab=tab, after=after, limit=4)
            seen += numbers(page)
            if not page.next:
                break
            after = page.next
        assert len(seen) == 10
        assert len(set(seen)) == 10


@pytest.mark.parametrize("key", ["x", "....", "MjAyNi0xMS0yNHxh", "é"])
def test_a_made_up_page_key_is_refused(world: World, key: str) -> None:
    with pytest.raises(InvalidInput):
        queries.inbox(world.operator, tab="baru", after=key)


def test_unknown_tab(world: World) -> None:
    with pytest.raises(NotFound):
        queries.inbox(world.operator, tab="rahasia")


def test_a_row_loads_no_answers_and_no_forms(world: World) -> None:
    sent(world.siti, world.version)
    with CaptureQueriesContext(connection) as captured:
        queries.inbox(world.operator, tab="baru")
    assert len(captured) == 1
    sql = captured[0]["sql"]
    assert "answers" not in sql
    assert '"form"' not in sql
