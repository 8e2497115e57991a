"""Saves of one page that a slow network brings out of order."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.applications.actions.save_draft import Content, Overtaken, Turn, save_draft
from tatadesa.applications.models import Draft
from tests.people import World

SHEET = uuid.UUID("0190a0a0-0000-7000-8000-000000000001")


def save(world: World, words: str, turn: Turn | None, *, complete: bool = False) -> None:
    save_draft(world.siti, world.version, SHEET, Content({"keperluan": words}, complete=complete, turn=turn))


def kept() -> str:
    return str(Draft.objects.get().answers["keperluan"])


def test_an_earlier_save_that_comes_late_changes_nothing(world: World) -> None:
    save(world, "seluruhnya", Turn(SHEET, 5), complete=True)
    with pytest.raises(Overtaken):
        save(world, "setengah", Turn(SHEET, 4))
    assert kept() == "seluruhnya"
    assert Draft.objects.get().complete


def test_the_next_save_and_the_same_once_more_are_kept(world: World) -> None:
    save(world, "satu", Turn(SHEET, 5))
    save(world, "dua", Turn(SHEET, 6))
    save(world, "tiga", Turn(SHEET, 6))
    assert kept() == "tiga"


@pytest.mark.parametrize("other", [Turn(uuid.uuid4(), 1), None])
def test_another_page_is_later(world: World, other: Turn | None) -> None:
    save(world, "satu", Turn(SHEET, 5))
    save(world, "dua", other)
    assert kept() == "dua"


@given(text=st.text(max_size=80), number=st.text(max_size=30))
def test_whatever_is_sent_can_be_read(text: str, number: str) -> None:
    assert Turn.read(text) is None
    turn = Turn.read(f"{SHEET} {number}")
    assert turn is None or 0 < turn.number < 2**31


def test_it_counts_from_one() -> None:
    assert Turn.read(f"{SHEET} 1") == Turn(SHEET, 1)
    assert [Turn.read(f"{SHEET} {wrong}") for wrong in ("0", "-1", "2147483648", "")] == [None] * 4
