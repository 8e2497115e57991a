"""How long half and nine of ten took."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tatadesa.applications.usual_time import duration_words
from tatadesa.insight.durations import LIMITS, PLACE, STEPS, TOO_FEW, Spread, minutes_words, together


def spread_of(*durations: timedelta) -> Spread:
    """As the queries sort them."""
    spread = Spread()
    with connection.cursor() as cursor:
        for duration in durations:
            cursor.execute(f"SELECT {PLACE.format(since='%(took)s::interval')}", {"took": duration, "limits": LIMITS})
            spread.add(cursor.fetchone()[0], 1)
    return spread


def test_of_four_nothing_is_said(db: None) -> None:
    spread = spread_of(*[timedelta(hours=1)] * 4)
    assert (spread.half, spread.most, spread.half_words) == (None, None, TOO_FEW)
    spread.add(0, 1)
    assert spread.half_words == "1 jam"


def test_half_and_nine_of_ten(db: None) -> None:
    spread = spread_of(*(timedelta(hours=number) for number in range(1, 11)))
    assert (spread.half_words, spread.most_words) == ("5 jam", "9 jam")


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (timedelta(0), "5 menit"),
        (timedelta(minutes=-3), "5 menit"),
        (timedelta(minutes=5), "5 menit"),
        (timedelta(minutes=5, microseconds=1), "10 menit"),
        (timedelta(minutes=56), "1 jam"),
        (timedelta(hours=23), "23 jam"),
        (timedelta(hours=23, seconds=1), "1 hari"),
        (timedelta(days=1), "1 hari"),
        (timedelta(days=1, seconds=1), "2 hari"),
        (timedelta(days=366), "366 hari"),
        (timedelta(days=4000), "lebih dari setahun"),
    ],
)
def test_steps_are_rounded_up(db: None, took: timedelta, words: str) -> None:
    assert spread_of(*[took] * 5).most_words == words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 40 * 24 * 3600), min_size=5, max_size=40))
def test_as_percentile_disc_has_it_in_the_words_of_people(django_db_blocker: object, seconds: list[int]) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY took) FROM unnest(%s::float8[]) AS took",
            [[float(one) for one in seconds]],
        )
        half, most = cursor.fetchone()[0]
        spread = spread_of(*(timedelta(seconds=one) for one in seconds))
    assert spread.half_words == duration_words(timedelta(seconds=half))
    assert spread.most_words == duration_words(timedelta(seconds=most))


def test_groups_can_be_added() -> None:
    whole = together(Spread({0: 3, 4: 2}), Spread({4: 5}))
    assert (whole.count, whole.half, whole.most) == (10, STEPS[4], STEPS[4])


def test_steps_grow_and_words_follow() -> None:
    assert list(STEPS) == sorted(set(STEPS))
    assert len(LIMITS) == len(STEPS)
    assert minutes_words(None) == TOO_FEW
