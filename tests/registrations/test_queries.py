"""What an office sees of registrations, and what it never sees."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.core.clock import now
from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.core.models import AccessLogEntry
from tatadesa.registrations import photos, queries
from tatadesa.registrations.models import Registration
from tests.people import World
from tests.registrations.waiting import neighbour, waiting


def several(world: World, count: int, **changes: object) -> list[Registration]:
    """Sent one minute after the other, each with a NIK of its own."""
    start = now() - timedelta(hours=1)
    return [
        waiting(
            world.karangsari,
            photo=False,
            nik=f"330207570392{number:04d}",
            sent_at=start + timedelta(minutes=number),
            **changes,
        )
        for number in range(1, count + 1)
    ]


def test_open_ones_come_oldest_first_and_page_by_key(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = several(world, 5)
    with django_assert_num_queries(1):
        first = queries.queue(world.operator, tab="menunggu", limit=3)
    rest = queries.queue(world.operator, tab="menunggu", after=first.next, limit=3)
    assert [*first.rows, *rest.rows] == made
    assert rest.next == ""


def test_ended_ones_come_newest_first(world: World) -> None:
    made = several(world, 3, state=Registration.State.REFUSED)
    first = queries.queue(world.kades, tab="selesai", limit=2)
    rest = queries.queue(world.kades, tab="selesai", after=first.next, limit=2)
    assert [*first.rows, *rest.rows] == made[::-1]


def test_counts_know_their_tab_and_stop_at_the_cap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNT_CAP", 2)
    several(world, 4)
    waiting(world.karangsari, photo=False, nik="3302075703928888", state=Registration.State.ASKED)
    assert queries.counts(world.operator) == {"menunggu": 3, "perbaikan": 1}
    assert queries.waiting_count(world.operator) == 3
    assert queries.counts(world.stranger_operator) == {"menunggu": 0, "perbaikan": 0}


def test_what_was_never_sent_is_nobodys(world: World) -> None:
    begun = waiting(world.karangsari, state=Registration.State.BEGUN, sent_at=None)
    expired = waiting(world.karangsari, photo=False, state=Registration.State.EXPIRED, sent_at=None)
    assert queries.queue(world.operator, tab="menunggu").rows == []
    assert queries.queue(world.operator, tab="selesai").rows == []
    for registration in (begun, expired):
        with pytest.raises(NotFound):
            queries.registration_of_office(world.operator, registration.pk)
    with pytest.raises(NotFound):
        queries.photo_of_office(world.operator, begun.pk)


def test_another_office_finds_nothing_and_another_role_is_told(world: World) -> None:
    registration = waiting(world.karangsari)
    for read in (queries.registration_of_office, queries.photo_of_office):
        with pytest.raises(NotFound):
            read(world.stranger_kades, registration.pk)
    rt = create_staff_member(world.karangsari, "rt", "uji-coba-sandi-91", "Pak RT", "Ketua RT 01", ["rt", "kasi"])
    for read in (queries.registration_of_office, queries.photo_of_office):
        with pytest.raises(NotAllowed):
            read(rt, registration.pk)
    with pytest.raises(NotAllowed):
        queries.queue(rt, tab="menunggu")


def test_one_registration_is_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    registration = waiting(world.karangsari, neighbour(world.karangsari))
    with django_assert_num_queries(1):
        found = queries.registration_of_office(world.operator, registration.pk)
        assert (found.office.name, found.photo.deleted_at, found.decided_by) == ("Karangsari", None, None)
        assert found.resident is not None
        assert found.resident.family.rt == "002"


def test_a_deleted_photo_is_not_found(world: World) -> None:
    registration = waiting(world.karangsari)
    photos.delete_of(registration)
    with pytest.raises(NotFound):
        queries.photo_of_office(world.operator, registration.pk)


def test_neighbours_and_the_next_one(world: World) -> None:
    first, second, third = several(world, 3)
    assert queries.neighbours(world.operator, first) == (None, second.pk)
    assert queries.neighbours(world.operator, second) == (first.pk, third.pk)
    assert queries.next_waiting(world.operator, second) == third.pk
    assert queries.next_waiting(world.operator, third) == first.pk
    Registration.objects.exclude(pk=third.pk).update(state=Registration.State.REFUSED)
    assert queries.next_waiting(world.operator, third) is None


def test_only_the_own_register_can_be_tied(world: World) -> None:
    dewi = neighbour(world.karangsari)
    assert queries.resident_of_register(world.operator, dewi.pk) == dewi
    with pytest.raises(NotFound):
        queries.resident_of_register(world.stranger_operator, dewi.pk)


def test_a_look_says_who_at_what_and_never_a_nik(world: World) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi)
    queries.log_look(world.operator, registration, "foto KTP")
    entry = AccessLogEntry.objects.get()
    assert (entry.actor_id, entry.resident_id, entry.purpose) == (world.operator.pk, dewi.pk, "foto KTP")
    assert entry.about == str(registration.pk)


def test_an_unknown_tab_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        queries.queue(world.operator, tab="semua")
