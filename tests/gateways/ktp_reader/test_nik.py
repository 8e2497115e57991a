"""The NIK: digits put right, and never trusted against the rest of the card."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.gateways.ktp_reader import nik

SITI = "3302074708990001"
BORN, WOMAN = "1999-08-07", "2"


def settled(*readings: str) -> tuple[str, bool]:
    return nik.settle([(reading, 0.99) for reading in readings], birth_date=BORN, sex=WOMAN)


@pytest.mark.parametrize(
    "read", [SITI, f":{SITI}", "3302 0747 0899 0001", "33O2O747O899OOO1", "33020747O899000I", ": 3302074708990OOl"]
)
def test_letters_for_digits_are_put_right(read: str) -> None:
    assert nik.digits(read) == SITI


def test_two_readings_that_agree_with_the_card_are_trusted() -> None:
    assert settled(SITI, f": {SITI}", "") == (SITI, True)


@pytest.mark.parametrize(
    "readings",
    [
        (SITI,),  # nobody seconds it
        (SITI, SITI, "3302074708990007"),  # a possible one contradicts it
        (SITI[:-1], SITI[:-1], SITI[:-1]),  # a digit is missing
        ("0002074708990001",) * 3,  # no such province
        ("3302074708990000",) * 3,  # no such serial
        ("3302074708980001",) * 3,  # another birth date
        ("3302070708990001",) * 3,  # a man's
    ],
)
def test_everything_less_is_doubtful(readings: tuple[str, ...]) -> None:
    assert settled(*readings)[1] is False


def test_an_impossible_reading_does_not_spoil_two_good_ones() -> None:
    assert settled("3302079908990001", SITI, SITI) == (SITI, True)


def test_the_reading_that_fits_the_card_is_shown_first() -> None:
    assert settled("3302074708980001", SITI, "3302074708980001")[0] == SITI


@pytest.mark.parametrize(("birth_date", "sex"), [("", WOMAN), (BORN, ""), ("1999-08", WOMAN)])
def test_without_birth_date_or_sex_nothing_is_trusted(birth_date: str, sex: str) -> None:
    assert nik.settle([(SITI, 1.0)] * 3, birth_date=birth_date, sex=sex) == (SITI, False)


@given(st.dates(date(1920, 1, 1), date(2029, 12, 31)), st.sampled_from("12"), st.integers(6, 11), st.integers(1, 9))
def test_any_wrong_digit_of_the_date_is_noticed(born: date, sex: str, place: int, change: int) -> None:
    right = f"330207{born.day + (40 if sex == '2' else 0):02}{born:%m%y}0001"
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    readings = [(wrong, 1.0)] * 3
    assert nik.settle([(right, 1.0)] * 3, birth_date=born.isoformat(), sex=sex) == (right, True)
    assert nik.settle(readings, birth_date=born.isoformat(), sex=sex)[1] is False


@given(st.text(max_size=40))
def test_any_text_gives_digits_only(read: str) -> None:
    assert set(nik.digits(read)) <= set("0123456789")
    assert isinstance(nik.is_possible(read), bool)
