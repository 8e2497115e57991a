"""The officer's list."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.applications import inbox
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import Application
from tatadesa.applications.queries import Page
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.ids import uuid7
from tests.people import World, sent


def numbers(page: Page) -> list[str]:
    return [row.number for row in page.rows]


def test_oldest_first_and_only_ones_own_office(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    sent(world.rina, world.sidamulya_version)
    assert numbers(inbox.inbox(world.operator, Wanted("kantor"))) == [first.number, second.number]


def test_ones_own_work_is_what_ones_role_may_do_and_nobody_else_holds(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    take(world.operator, first.number)
    assert numbers(inbox.inbox(world.operator, Wanted("tugas"))) == [first.number, second.number]
    assert numbers(inbox.inbox(world.other_operator, Wanted("tugas"))) == [second.number]
    assert numbers(inbox.inbox(world.kades, Wanted("tugas"))) == []
    approve(world.operator, first.number, seen=2)
    assert numbers(inbox.inbox(world.kades, Wanted("tugas"))) == [first.number]
    assert numbers(inbox.inbox(world.operator, Wanted("tugas"))) == [second.number]


def test_tabs_and_counts(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    take(world.operator, first.number)
    return_for_correction(world.operator, first.number, seen=2, fields=["kk"], message="Foto lagi.")
    Application.objects.filter(pk=second.pk).update(turn_due_at=now() - timedelta(hours=1))
    assert inbox.counts(world.operator) == {"tugas": 1, "kantor": 1, "warga": 1, "instansi": 0, "terlambat": 1}
    assert numbers(inbox.inbox(world.operator, Wanted("warga"))) == [first.number]
    assert numbers(inbox.inbox(world.operator, Wanted("terlambat"))) == [second.number]
    assert sum(inbox.counts(world.stranger_operator).values()) == 0


def test_narrowed_by_hamlet_step_and_age(world: World) -> None:
    siti, joko = sent(world.siti, world.version), sent(world.joko, world.version)
    Application.objects.filter(pk=siti.pk).update(dusun="Kulon", submitted_at=now() - timedelta(days=4))
    take(world.operator, joko.number)
    approve(world.operator, joko.number, seen=2)
    assert inbox.choices(world.operator) == (["Krajan", "Kulon"], ["Pemeriksaan berkas", "Penerbitan surat"])
    for narrowed in ({"dusun": "Kulon"}, {"step": "Pemeriksaan berkas"}, {"age": "3"}):
        assert numbers(inbox.inbox(world.operator, Wanted("kantor", **narrowed))) == [siti.number], narrowed
    assert numbers(inbox.inbox(world.operator, Wanted("kantor", age="7"))) == []
    with pytest.raises(NotFound):
        inbox.inbox(world.operator, Wanted("kantor", age="2"))


def test_the_hamlets_are_what_the_database_would_tell_apart(world: World) -> None:
    """Whatever is written there, in the database's order, and nothing of what is over or of another office."""
    sample = sent(world.siti, world.version)
    closed = sent(world.joko, world.version)
    Application.objects.filter(pk=closed.pk).update(dusun="Selesai", state="completed")
    words = ["", "Krajan", "krajan", "KRAJAN 2", "'; --", "%s", "Éling", "一", " Wetan", "Krajan"]
    Application.objects.filter(pk=sample.pk).update(dusun=words[0])
    for number, word in enumerate(words[1:]):
        copy = Application.objects.get(pk=sample.pk)
        copy.id, copy.number, copy.draft_key, copy.dusun = uuid7(), f"SALIN-{number}", uuid4(), word
        copy.save(force_insert=True)
    told_apart = Application.objects.filter(office=world.karangsari, state="submitted").exclude(dusun="")
    expected = list(told_apart.order_by("dusun").values_list("dusun", flat=True).distinct())
    assert len(expected) == len(set(words)) - 1
    assert inbox.choices(world.operator)[0] == expected
    assert inbox.choices(world.stranger_operator) == ([], [])


def test_search_by_number_name_and_nik(world: World) -> None:
    mine = sent(world.siti, world.version)
    sent(world.joko, world.version)
    for text in (mine.number, mine.number.lower(), "amin", "3302076505909001"):
        assert numbers(inbox.inbox(world.operator, Wanted("semua", search=text))) == [mine.number], text
    assert numbers(inbox.inbox(world.stranger_operator, Wanted("semua", search="amin"))) == []


def test_pages_by_key_cover_everything_once(world: World) -> None:
    sample = sent(world.siti, world.version)
    moment = sample.submitted_at
    for index in range(9):
        sample.pk = None
        sample.id = Application._meta.get_field("id").get_default()
        sample.number, sample.draft_key = f"26-TEST-{index:04d}", sample.id
        sample.submitted_at = moment + timedelta(seconds=index // 3)  # equal moments: the id decides
        sample.save(force_insert=True)
    for tab in ("tugas", "kantor", "semua"):
        seen: list[str] = []
        after: str | None = None
        while True:
            page = inbox.inbox(world.operator, Wanted(tab), after=after, limit=4)
            seen += numbers(page)
            if not page.next:
                break
            after = page.next
        assert len(seen) == 10
        assert len(set(seen)) == 10


@pytest.mark.parametrize("key", ["x", "....", "MjAyNi0xMS0yNHxh", "é"])
def test_a_made_up_page_key_is_refused(world: World, key: str) -> None:
    with pytest.raises(InvalidInput):
        inbox.inbox(world.operator, Wanted("kantor"), after=key)


def test_unknown_tab(world: World) -> None:
    with pytest.raises(NotFound):
        inbox.inbox(world.operator, Wanted("rahasia"))


def test_a_row_loads_no_answers_and_no_forms(world: World) -> None:
    sent(world.siti, world.version)
    with CaptureQueriesContext(connection) as captured:
        inbox.inbox(world.operator, Wanted("kantor"))
    assert len(captured) == 1
    sql = captured[0]["sql"]
    assert "answers" not in sql
    assert '"form"' not in sql
