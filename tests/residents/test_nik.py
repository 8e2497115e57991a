"""NIK and No. KK: what is refused, what is only remarked upon."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.residents.codes import FEMALE, MALE
from tatadesa.residents.nik import check_nik, clean_no_kk, no_kk_errors

MAN = "3302071203880001"
WOMAN = "3302076505900001"


def test_a_man_and_a_woman() -> None:
    man, woman = check_nik(MAN), check_nik(WOMAN)
    assert (man.errors, man.sex, man.birth_date) == ((), MALE, date(1988, 3, 12))
    assert (woman.errors, woman.sex, woman.birth_date) == ((), FEMALE, date(1990, 5, 25))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "330207120388000",
        "33020712038800012",
        "3302071203880000",
        "0002071203880001",
        "3300071203880001",
        "3302001203880001",
        "3302073104880001",
        "3302078103880001",
        "3302072902990001",
        "330207120388000A",
        "３３０２０７１２０３８８０００１",
    ],
)
def test_impossible_numbers_are_refused(typed: str) -> None:
    assert check_nik(typed).errors


@pytest.mark.parametrize("typed", ["3302 0712 0388 0001", "33.02.07.120388.0001", " 3302071203880001\n"])
def test_blanks_and_dots_are_forgiven(typed: str) -> None:
    assert check_nik(typed).nik == MAN


def test_the_century_comes_from_the_stated_birth_date() -> None:
    number = "3302071203200001"
    assert check_nik(number, birth_date=date(1920, 3, 12)).birth_date == date(1920, 3, 12)
    assert check_nik(number, birth_date=date(2020, 3, 12)).birth_date == date(2020, 3, 12)
    assert not check_nik(number, birth_date=date(1920, 3, 12)).warnings


def test_disagreement_with_the_person_is_a_warning_never_an_error() -> None:
    check = check_nik(MAN, sex=FEMALE, birth_date=date(1988, 3, 13))
    assert check.errors == ()
    assert len(check.warnings) == 2


def test_a_retired_region_code_is_a_warning_never_an_error() -> None:
    check = check_nik("9271011203880001", region_name=lambda code: None)
    assert check.errors == ()
    assert len(check.warnings) == 1


@given(st.text(max_size=24) | st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_any_text_gets_an_answer(typed: str) -> None:
    check = check_nik(typed, sex=MALE, birth_date=date(2000, 1, 1))
    assert check.errors or len(check.nik) == 16


@given(
    st.dates(date(1927, 1, 1), date(2026, 1, 1)),
    st.sampled_from([MALE, FEMALE]),
    st.integers(min_value=1, max_value=9999),
)
def test_a_well_formed_number_agrees_with_its_person(born: date, sex: int, serial: int) -> None:
    day = born.day + (40 if sex == FEMALE else 0)
    check = check_nik(f"330207{day:02}{born:%m%y}{serial:04}", sex=sex, birth_date=born)
    assert (check.errors, check.warnings, check.birth_date, check.sex) == ((), (), born, sex)


def test_a_family_card_number() -> None:
    assert no_kk_errors("3302070101100001") == ()
    assert no_kk_errors("3302 0701 0110 0001") == ()
    assert clean_no_kk("3302-0701-0110-0001") == "3302070101100001"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "330207010110000",
        "3302070101100000",
        "9902070101100001",
        "3300070101100001",
        "3302000101100001",
        "3302074101100001",
        "3302073002100001",
        "٣٣٠٢٠٧٠١٠١١٠٠٠٠١",
    ],
)
def test_impossible_family_card_numbers(typed: str) -> None:
    assert no_kk_errors(typed)


def test_a_family_card_number_is_never_the_holders_nik() -> None:
    assert no_kk_errors(MAN, nik=MAN)
    assert not no_kk_errors(MAN, nik=WOMAN)


@given(st.text(max_size=24) | st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_any_text_is_judged_as_a_family_card_number(typed: str) -> None:
    assert no_kk_errors(typed) or len(clean_no_kk(typed)) == 16
