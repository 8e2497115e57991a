"""Which days a figure is about."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.insight.period import Period, period_of, read_period, year_of

# A Saturday.
TODAY = date(2026, 11, 28)
ZONE = "Asia/Jayapura"


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("minggu", date(2026, 11, 23)),
        ("bulan", date(2026, 11, 1)),
        ("3-bulan", date(2026, 9, 1)),
        ("tahun", date(2026, 1, 1)),
    ],
)
def test_named_periods_end_today(kind: str, first: date) -> None:
    assert period_of(kind, TODAY, ZONE) == Period(first, TODAY, kind, ZONE)


def test_three_months_reach_into_the_year_before() -> None:
    assert period_of("3-bulan", date(2026, 1, 31), ZONE).first == date(2025, 11, 1)


def test_days_are_those_of_the_office() -> None:
    period = Period(TODAY, TODAY, "sendiri", ZONE)
    assert period.start == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert period.end == datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
    assert period.words == "28 November 2026"


def test_a_year_that_runs_ends_today() -> None:
    assert year_of(2026, TODAY, ZONE).last == TODAY
    assert year_of(2025, TODAY, ZONE).last == date(2025, 12, 31)


def test_own_days_as_a_browser_or_a_person_writes_them() -> None:
    wanted = Period(date(2026, 1, 31), date(2026, 2, 1), "sendiri", ZONE)
    assert read_period({"dari": "2026-01-31", "sampai": "01-02-2026", "jangka": "tahun"}, TODAY, ZONE) == wanted


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2026-01-31", "", "sampai"),
        ("", "2026-01-31", "dari"),
        ("31 Januari", "2026-01-31", "dari"),
        ("2026-02-30", "2026-03-01", "dari"),
        ("0001-01-01", "2026-03-01", "dari"),
        ("2026-03-01", "9999-12-31", "sampai"),
        ("2026-03-02", "2026-03-01", "sampai"),
        ("2025-03-01", "2026-03-02", "sampai"),
    ],
)
def test_what_cannot_be_says_where(first: str, last: str, wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_period({"dari": first, "sampai": last}, TODAY, ZONE)
    assert set(refused.value.errors) == {wrong}


def test_a_name_there_is_not() -> None:
    with pytest.raises(NotFound):
        read_period({"jangka": "selamanya"}, TODAY, ZONE)


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_typed_is_more_than_refused(first: str, last: str) -> None:
    try:
        period = read_period({"dari": first, "sampai": last}, TODAY, ZONE)
    except InvalidInput:
        return
    assert period.start < period.end
