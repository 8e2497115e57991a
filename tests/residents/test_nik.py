"""NIK and No. KK: what is refused, what is only remarked upon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.clock import now
from tatadesa.residents.codes import FEMALE, MALE
from tatadesa.residents.nik import (
    check_nik,
    clean_no_kk,
    is_faultless,
    is_temporary,
    no_kk_errors,
    no_kk_warnings,
    temporary_nik,
)

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
        "0902070101100001",
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


@pytest.mark.parametrize("region", ["990101", "540102", "927101", "339999"])
def test_the_region_part_only_ever_warns(region: str) -> None:
    """No list of regions is complete: codes are split and retired, a number keeps the one it was issued with."""
    check = check_nik(f"{region}1203880001", region_name=lambda code: None)
    assert (check.errors, check.sex, check.birth_date) == ((), MALE, date(1988, 3, 12))
    assert len(check.warnings) == 1
    number = f"{region}0101100001"
    assert not no_kk_errors(number)
    assert no_kk_warnings(number, today=date(2026, 11, 24), region_name=lambda code: None)


def test_a_card_issued_tomorrow_is_a_warning() -> None:
    assert no_kk_warnings("3302072511260001", today=date(2026, 11, 24))
    assert not no_kk_warnings("3302072411260001", today=date(2026, 11, 24), region_name=lambda code: "Sumpiuh")


@given(st.integers(0, 3))
def test_without_a_stated_date_nobody_is_born_in_the_future(days: int) -> None:
    day = now().date() + timedelta(days=days)
    found = check_nik(f"330207{day:%d%m%y}0001").birth_date
    assert found == (day if days == 0 else day.replace(year=day.year - 100))


def test_a_temporary_number_can_never_be_a_real_one() -> None:
    made = {temporary_nik() for _ in range(200)}
    assert len(made) == 200
    for number in made:
        assert is_temporary(number)
        assert check_nik(number).errors
        assert no_kk_errors(number)
    assert not is_temporary(MAN)
    assert not is_temporary("0123")


@given(
    st.from_regex(r"[0-9]{16}", fullmatch=True)
    | st.builds(
        "33{:02}07{:02}{:02}{:02}{:04}".format,
        st.integers(0, 99),
        st.integers(0, 99),
        st.integers(0, 13),
        st.integers(0, 99),
        st.integers(0, 9999),
    )
    | st.text("0123456789 .", max_size=18)
)
def test_the_quick_answer_never_lets_a_fault_through(typed: str) -> None:
    check = check_nik(typed)
    if is_faultless(typed):
        assert (check.errors, check.nik) == ((), typed)


def test_the_quick_answer_knows_the_usual() -> None:
    assert is_faultless(MAN)
    assert is_faultless(WOMAN)
    assert not is_faultless("3302072902960001")
