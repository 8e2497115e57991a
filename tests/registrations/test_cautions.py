"""What an officer is told before deciding."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.clock import now, office_today
from tatadesa.registrations.cautions import cautions, population_words
from tatadesa.registrations.models import Registration
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.ports import SourceStatus
from tests.people import World
from tests.registrations.waiting import neighbour, waiting


def keys(registration: Registration, resident: Resident | None = None) -> list[str]:
    return [one.key for one in cautions(registration, resident, getattr(registration, "photo", None))]


def test_nothing_to_say_about_what_agrees(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    registration = waiting(world.karangsari, neighbour(world.karangsari))
    with django_assert_num_queries(4):
        assert keys(registration, registration.resident) == []


def test_accounts(world: World) -> None:
    assert keys(waiting(world.karangsari, nik=world.rina.login, sex=None, birth_date=None)) == ["has_account"]
    assert keys(waiting(world.karangsari), world.siti.resident) == ["tied"]


def test_other_registrations_here_and_elsewhere(world: World) -> None:
    registration = waiting(world.karangsari)
    waiting(world.sidamulya, photo=False)
    elsewhere = cautions(registration, None, registration.photo)
    assert "di desa lain" in elsewhere[0].words
    waiting(world.karangsari, photo=False)
    waiting(world.karangsari, photo=False, state="refused", decided_at=now(), message="Foto buram.")
    here = cautions(registration, None, registration.photo)
    assert [one.key for one in here] == ["other_open", "refused_before"]
    assert "desa lain" not in here[0].words
    assert here[1].words.endswith("Foto buram.")


@pytest.mark.parametrize("status", [codes.DEAD, codes.MOVED, codes.MISSING])
def test_who_is_not_there_any_more(status: int, world: World) -> None:
    gone = neighbour(world.karangsari, base_status=status)
    assert keys(waiting(world.karangsari), gone) == ["status"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"contact_confirmed_at": None}, "contact"),
        ({"sex": 1}, "nik"),
        ({"nik": "9102075703929017"}, "nik"),
        ({"photo": False}, "photo"),
    ],
)
def test_the_person_the_number_and_the_card(changes: dict[str, Any], key: str, world: World) -> None:
    assert keys(waiting(world.karangsari, **changes)) == [key]


def test_somebody_too_young_for_a_card(world: World) -> None:
    born = date(office_today("Asia/Jakarta").year - 16, 1, 1)
    assert keys(waiting(world.karangsari, nik=f"33020741{born:%m%y}9017", birth_date=born)) == ["young"]


def test_what_the_reader_is_unsure_of(world: World) -> None:
    unsure = waiting(world.karangsari)
    unsure.card = {**unsure.card, "doubtful": ["nik", "religion"]}
    (caution,) = cautions(unsure, None, unsure.photo)
    assert caution.words == "Mesin ragu membaca NIK di foto. Lihat sendiri."
    unsure.reading = Registration.Reading.UNREADABLE
    assert keys(unsure) == ["unreadable"]


@pytest.mark.parametrize("status", SourceStatus)
def test_dukcapil_has_words_for_every_answer(status: SourceStatus, world: World) -> None:
    registration = waiting(world.karangsari, population_check=status.value)
    is_quiet = status in (SourceStatus.MATCHED, SourceStatus.OFF)
    assert keys(registration) == ([] if is_quiet else ["population"])
    assert (
        population_words(registration) == "Cocok" if status is SourceStatus.MATCHED else population_words(registration)
    )
    assert "Dukcapil:" not in population_words(registration)
