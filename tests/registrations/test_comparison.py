"""What the person says beside the card and the register."""

from datetime import date

import pytest

from tatadesa.registrations.comparison import Mark, Row, compare, identity_differs
from tatadesa.registrations.models import Registration
from tatadesa.residents.models import Family, Resident


def said(**changes: object) -> Registration:
    values: dict[str, object] = {
        "nik": "3302075703929017",
        "name": "DEWI KARTIKA",
        "birth_place": "BANYUMAS",
        "birth_date": date(1992, 3, 17),
        "sex": 2,
        "address": "Jl. Kenanga 5",
        "rt": "002",
        "rw": "001",
        **changes,
    }
    return Registration(**values)


def resident(**changes: object) -> Resident:
    family = Family(address="JL KENANGA 5", rt="2", rw="1")
    values: dict[str, object] = {
        "nik": "3302075703929017",
        "name": "DEWI KARTIKA",
        "birth_place": "Banyumas",
        "birth_date": date(1992, 3, 17),
        "sex": 2,
        **changes,
    }
    return Resident(family=family, **values)


def row(rows: list[Row], field: str) -> Row:
    return next(one for one in rows if one.field == field)


def test_writing_is_no_difference() -> None:
    rows = compare(said(), resident())
    assert {one.register_mark for one in rows} == {Mark.SAME}
    assert not identity_differs(rows)


@pytest.mark.parametrize(
    ("name", "mark"),
    [("Hj. Dewi Kartika, S.Pd.", Mark.SAME), ("DEWIE KARTIKAH", Mark.CLOSE), ("RATNA SARI", Mark.DIFFERENT)],
)
def test_names_know_three_marks(name: str, mark: Mark) -> None:
    assert row(compare(said(name=name), resident()), "name").register_mark is mark


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"name": "RATNA SARI"}, True),
        ({"nik": "3302075703929018"}, True),
        ({"birth_date": date(1992, 3, 18)}, True),
        ({"birth_place": "CILACAP", "address": "Jl. Mawar", "sex": 1}, False),
    ],
)
def test_who_it_is_decides_whether_it_has_to_be_looked_at(changes: dict[str, object], differs: bool) -> None:
    assert identity_differs(compare(said(**changes), resident())) is differs


def test_words_are_for_reading_and_strange_readings_stay() -> None:
    registration = said()
    registration.card = {"birth_date": "1992-03-17", "sex": "1", "rt": "2"}
    rows = compare(registration, None)
    assert (row(rows, "birth_date").said, row(rows, "birth_date").card_mark) == ("17 Maret 1992", Mark.SAME)
    assert (row(rows, "sex").card, row(rows, "sex").card_mark) == ("Laki-laki", Mark.DIFFERENT)
    assert row(rows, "rt").card_mark is Mark.SAME
    assert {one.register_mark for one in rows} == {Mark.NONE}
    registration.card = {"birth_date": "17-O3-1992"}
    odd = row(compare(registration, None), "birth_date")
    assert (odd.card, odd.card_mark) == ("17-O3-1992", Mark.DIFFERENT)
