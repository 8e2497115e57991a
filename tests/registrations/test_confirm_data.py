"""What the person says about themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.filling import ALL_FIELDS, suggestions
from tatadesa.registrations.models import Registration
from tatadesa.registrations.person import check_person
from tests.people import World
from tests.registrations.applying import DEWI, Reader, begun, with_photo
from tests.registrations.waiting import waiting

TODAY = date(2026, 11, 24)


def test_it_is_kept_as_the_register_writes_it(world: World) -> None:
    typed = {**DEWI, "nik": "3302.0757.0392.9017", "name": "  dewi   kartika "}
    registration = confirm_data(begun(world.karangsari).pk, typed)
    assert (registration.nik, registration.name) == ("3302075703929017", "DEWI KARTIKA")
    assert (registration.birth_date, registration.sex) == (date(1992, 3, 17), 2)
    assert (registration.rt, registration.rw, registration.birth_place) == ("002", "001", "BANYUMAS")
    assert registration.match == Registration.Match.UNKNOWN, "nobody was asked yet"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("nik", ""),
        ("nik", "330207570392901"),
        ("nik", "3302075713929017"),
        ("nik", "0002075703929017"),
        ("name", ""),
        ("name", "D3wi"),
        ("name", "<script>"),
        ("name", "..."),
        ("birth_place", ""),
        ("birth_date", ""),
        ("birth_date", "31-02-1992"),
        ("birth_date", "25-11-2026"),
        ("birth_date", "01-01-1899"),
        ("birth_date", "01-01-1905"),
        ("birth_date", "kemarin"),
        ("sex", "3"),
        ("sex", ""),
        ("address", ""),
        ("rt", ""),
        ("rw", "dua"),
        ("rt", "1234"),
        ("name", "A" * 121),
    ],
)
def test_each_error_names_its_field(field: str, typed: str) -> None:
    checked = check_person({**DEWI, field: typed}, ALL_FIELDS, TODAY)
    assert set(checked.errors) == {field}
    assert checked.errors[field].endswith(".")


@pytest.mark.parametrize("typed", ["17-03-1992", "17031992", "17 03 1992", "1992-03-17", "17/3/1992"])
def test_a_date_may_be_typed_as_people_do(typed: str) -> None:
    assert check_person({**DEWI, "birth_date": typed}, ALL_FIELDS, TODAY).values["birth_date"] == date(1992, 3, 17)


def test_what_only_looks_odd_is_a_warning() -> None:
    odd = check_person({**DEWI, "sex": "1", "birth_date": "18-03-1992"}, ALL_FIELDS, TODAY)
    assert odd.errors == {}
    assert len(odd.warnings) == 2
    assert check_person(DEWI, ALL_FIELDS, TODAY).warnings == []


def test_an_error_changes_nothing(world: World) -> None:
    registration = begun(world.karangsari)
    with pytest.raises(InvalidInput):
        confirm_data(registration.pk, {**DEWI, "nik": "1"})
    registration.refresh_from_db()
    assert registration.name == ""


def test_after_an_officer_asked_only_that_can_change(world: World) -> None:
    asked = waiting(world.karangsari, state=Registration.State.ASKED, asked_fields=["address"])
    changed = confirm_data(asked.pk, {**DEWI, "nik": "3302070107809003", "address": "Jl. Dahlia 3", "rt": "7"})
    assert (changed.nik, changed.address, changed.rt) == (asked.nik, "Jl. Dahlia 3", "007")
    assert changed.asked_fields == []


def test_nothing_changes_once_it_is_sent(world: World) -> None:
    with pytest.raises(Conflict):
        confirm_data(waiting(world.karangsari).pk, DEWI)


def test_the_card_fills_the_form_and_says_what_to_look_at(world: World) -> None:
    reader = Reader(("name",), birth_date="1992-03-17", sex="2", rt="002")
    values, doubtful = suggestions(with_photo(world.karangsari, reader))
    assert (values["nik"], values["birth_date"], values["sex"]) == (DEWI["nik"], "17-03-1992", "2")
    assert values["address"] == ""
    assert doubtful == {"name"}


def test_what_the_person_confirmed_goes_before_the_card(world: World) -> None:
    registration = with_photo(world.karangsari, Reader(("name",), name="DEW1 KARTLKA"))
    confirm_data(registration.pk, DEWI)
    registration.refresh_from_db()
    values, doubtful = suggestions(registration)
    assert (values["name"], values["rt"], doubtful) == ("DEWI KARTIKA", "002", frozenset())


@given(st.fixed_dictionaries({field: st.text(max_size=40) for field in ALL_FIELDS}))
def test_whatever_is_typed_gets_an_answer(typed: dict[str, str]) -> None:
    checked = check_person(typed, ALL_FIELDS, TODAY)
    assert set(checked.values) | set(checked.errors) == set(ALL_FIELDS)
    assert all("\x00" not in str(value) for value in checked.values.values())
