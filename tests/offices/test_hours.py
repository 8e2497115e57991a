"""The week of an office in words."""

import pytest

from tatadesa.core.errors import InvalidInput
from tatadesa.offices.hours import read_week, usual_week, week_words
from tatadesa.offices.models import Office


def test_the_usual_week_reads_as_people_say_it() -> None:
    assert week_words(read_week(usual_week())) == "Senin-Jumat 08.00-15.00"
    assert Office().opening_hours == "Senin-Jumat 08.00-15.00"


def test_breaks_and_days_of_their_own_are_said() -> None:
    week = usual_week()
    week[4] = [["08.00", "11.00"], ["13.00", "15.00"]]
    week[5] = [["08:00", "12:00"]]
    words = "Senin-Kamis 08.00-15.00, Jumat 08.00-11.00 dan 13.00-15.00, Sabtu 08.00-12.00"
    assert week_words(read_week(week)) == words


@pytest.mark.parametrize(
    "spans", [[["15.00", "08.00"]], [["08.00", "12.00"], ["11.00", "15.00"]], [["08.00", "08.00"]]]
)
def test_hours_that_cannot_be_are_named_by_day(spans: list[list[str]]) -> None:
    week = usual_week()
    week[1] = spans
    with pytest.raises(InvalidInput) as refused:
        read_week(week)
    assert set(refused.value.errors) == {"selasa"}


def test_an_office_is_open_on_some_day() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_week([[]] * 7)
    assert "jam" in refused.value.errors
