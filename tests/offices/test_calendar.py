"""Working time of an office: hours, breaks, closures and national holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.errors import Conflict
from tatadesa.offices.calendar import Calendar
from tatadesa.offices.hours import Week
from tatadesa.offices.models import Closure
from tests.people import World

DAY = ((time(8), time(12)), (time(13), time(15)))
FRIDAY = ((time(8), time(11, 30)), (time(13, 30), time(15)))
WEEK: Week = (DAY, DAY, DAY, DAY, FRIDAY, (), ())
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def calendar(zone: str = "Asia/Jakarta", closures: dict[date, str] | None = None, **changes: bool) -> Calendar:
    return Calendar(zone, WEEK, closures or {}, **changes)


def wib(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any week with at least one open day, up to two spans a day, and some closures."""
    days = []
    for _ in range(7):
        edges = sorted(draw(st.sets(st.integers(0, 95), max_size=4)))
        clocks = [time(quarter // 4, quarter % 4 * 15) for quarter in edges[: len(edges) // 2 * 2]]
        days.append(tuple(zip(clocks[::2], clocks[1::2], strict=True)))
    if not any(days):
        days[draw(st.integers(0, 6))] = DAY
    closures = draw(st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20))
    return Calendar(draw(st.sampled_from(ZONES)), tuple(days), dict.fromkeys(closures, "Tutup"), draw(st.booleans()))


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 10, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = st.floats(0, 60, allow_nan=False)


@given(calendars(), MOMENTS, HOURS)
def test_what_is_added_is_what_lies_between(office: Calendar, start: datetime, hours: float) -> None:
    end = office.after_hours(start, hours)
    assert end >= start
    assert abs(office.hours_between(start, end) - hours) < 1e-6


@given(calendars(), MOMENTS, HOURS, HOURS)
def test_more_hours_never_end_earlier(office: Calendar, start: datetime, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert office.after_hours(start, less) <= office.after_hours(start, more)


@given(calendars(), MOMENTS, MOMENTS, st.integers(0, 30))
def test_a_later_start_never_ends_earlier(office: Calendar, one: datetime, other: datetime, days: int) -> None:
    early, late = sorted((one, other))
    assert office.after_days(early, days) <= office.after_days(late, days)
    assert office.after_hours(early, days) <= office.after_hours(late, days)


@given(calendars(), MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up(office: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    parts = office.hours_between(first, middle) + office.hours_between(middle, last)
    assert parts == pytest.approx(office.hours_between(first, last))


@given(calendars(), MOMENTS, st.integers(1, 30))
def test_days_end_at_a_closing_hour(office: Calendar, start: datetime, days: int) -> None:
    end = office.after_days(start, days)
    assert not office.is_open(end) or office.is_open(end - timedelta(seconds=1))
    assert office.is_open(end - timedelta(seconds=1))


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_on_the_wall_decides(zone: str) -> None:
    """Three zones without summer time: eight in the morning is eight in the morning all year."""
    for month in range(1, 13):
        start = datetime(2026, month, 8, 0, 0, tzinfo=ZoneInfo(zone))
        assert calendar(zone).after_hours(start, 0.5).astimezone(ZoneInfo(zone)).time() == time(8, 30)


def test_the_friday_break_is_no_working_time() -> None:
    friday = wib(2026, 11, 27, 11, 0)
    assert calendar().after_hours(friday, 1) == wib(2026, 11, 27, 14, 0)
    assert not calendar().is_open(wib(2026, 11, 27, 12, 0))
    assert calendar().is_open(friday)


def test_a_weekend_and_a_holiday_lie_between() -> None:
    """Christmas 2026 is a Friday, the day before is cuti bersama."""
    wednesday = wib(2026, 12, 23, 14, 30)
    assert calendar().after_hours(wednesday, 1) == wib(2026, 12, 28, 8, 30)
    through = calendar(works_through_joint_leave=True)
    assert through.after_hours(wednesday, 1) == wib(2026, 12, 24, 8, 30)
    assert through.after_days(wednesday, 2) == wib(2026, 12, 28, 15, 0)


def test_years_without_a_decree_are_calculated() -> None:
    assert calendar().closed_because(date(2029, 8, 17)) == "Hari Kemerdekaan Republik Indonesia"
    assert calendar().closed_because(date(2025, 12, 25)) != ""


def test_a_closure_of_the_office_counts() -> None:
    closed = calendar(closures={date(2026, 11, 30): "Musyawarah desa"})
    assert closed.after_days(wib(2026, 11, 27, 9, 0), 1) == wib(2026, 12, 1, 15, 0)
    assert closed.closed_because(date(2026, 11, 30)) == "Musyawarah desa"


def test_an_office_that_never_opens_is_an_error_and_no_endless_loop() -> None:
    never = Calendar("Asia/Jakarta", ((),) * 7, {})
    with pytest.raises(Conflict, match="jam kerja"):
        never.after_hours(wib(2026, 11, 27, 9, 0), 1)
    with pytest.raises(Conflict, match="jam kerja"):
        never.after_days(wib(2026, 11, 27, 9, 0), 1)
    assert never.hours_between(wib(2026, 1, 1), wib(2026, 12, 31)) == 0


@pytest.mark.parametrize("hours", [1e300, 1e9, float("inf")])
def test_hours_beyond_ten_years_are_an_error(hours: float) -> None:
    with pytest.raises(Conflict):
        calendar().after_hours(wib(2026, 11, 27, 9, 0), hours)


@pytest.mark.parametrize("hours", [-1, float("nan")])
def test_no_time_goes_backwards(hours: float) -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar().after_hours(wib(2026, 11, 27, 9, 0), hours)


def test_it_loads_in_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Closure.objects.create(office=world.karangsari, day=date(2026, 11, 30), reason="Musyawarah")
    with django_assert_num_queries(1):
        loaded = Calendar.of(world.karangsari)
        assert loaded.after_days(wib(2026, 11, 27, 9, 0), 1) == wib(2026, 12, 1, 15, 0)
    assert Calendar.of(world.sidamulya).closures == {}
