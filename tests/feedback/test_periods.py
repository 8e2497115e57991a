"""Periods as addresses name them."""

from datetime import UTC, date, datetime

import pytest

from tatadesa.core.days import Days
from tatadesa.core.errors import InvalidInput
from tatadesa.feedback.periods import choices, own_period, period_of, present


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_first_and_last_day(key: str, start: date, end: date) -> None:
    period = period_of(key)
    assert (period.first, period.last) == (start, end)


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-00", "2026-T5", "2026-S3", "26", "2026-1", "２０２６", "2026\n", "x" * 999]
)
def test_anything_else_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput):
        period_of(key)


def test_own_months() -> None:
    period = own_period("2026-03", "2026-05")
    assert (period.first, period.last) == (date(2026, 3, 1), date(2026, 5, 31))
    for wrong in (("2026-05", "2026-03"), ("", "2026-03"), ("2026-T1", "2026-03"), ("2026-03-02", "2026-04-01")):
        with pytest.raises(InvalidInput):
            own_period(*wrong)


def test_what_a_list_offers_on_new_years_day() -> None:
    offered = dict(choices(date(2026, 1, 1)))
    assert [period.key for period in offered["Bulan"][:2]] == ["2026-01", "2025-12"]
    assert [period.key for period in offered["Triwulan"][:2]] == ["2026-T1", "2025-T4"]
    assert [period.key for period in offered["Semester"][:2]] == ["2026-S1", "2025-S2"]
    assert [period.key for period in offered["Tahun"]] == ["2026", "2025", "2024"]
    assert present(date(2026, 1, 1)).key == "2026-T1"


def test_a_day_is_the_offices_own() -> None:
    first, after = Days(date(2026, 1, 1), date(2026, 1, 1)).moments("Asia/Jayapura")
    assert first == datetime(2025, 12, 31, 15, tzinfo=UTC)
    assert (after - first).days == 1
