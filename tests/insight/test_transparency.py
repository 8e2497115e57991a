"""What is public: no number below five, and none that can be recomputed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.errors import NotFound
from tatadesa.insight import transparency
from tatadesa.insight.durations import Spread
from tatadesa.insight.satisfaction import Satisfaction
from tatadesa.insight.transparency import SMALLEST, Offer, Published, of_office, publish
from tests.insight.histories import an_hour_ago, application
from tests.people import World, publish_service

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=12)


def published(counts: list[int], place: int = 3) -> Published:
    """Services of which so many applications were finished, all in the same time."""
    offers = [Offer(f"Layanan {number}", "1 hari kerja") for number in range(len(counts))]
    return publish(offers, {number: Spread({place: count}) for number, count in enumerate(counts)})


def everything(page: Published) -> object:
    """All that the page could show, in its order."""
    rows = [(row.offer, row.served, row.spread and (row.spread.half, row.spread.most)) for row in page.rows]
    return rows, page.served, page.spread.half, page.spread.most, page.has_hidden


@given(COUNTS)
def test_no_number_below_the_threshold_is_shown(counts: list[int]) -> None:
    page = published(counts)
    assert all(row.served is None or row.served >= SMALLEST for row in page.rows)
    assert page.served == sum(count for count in counts if count >= SMALLEST)


@given(COUNTS, st.lists(st.integers(0, SMALLEST - 1), min_size=12, max_size=12))
def test_whatever_hides_below_it_the_page_is_the_same(counts: list[int], others: list[int]) -> None:
    """So the page tells nothing of a hidden number but that it is small: there is nothing to subtract it from."""
    instead = [count if count >= SMALLEST else other for count, other in zip(counts, others, strict=False)]
    assert everything(published(counts)) == everything(published(instead))


@given(COUNTS, st.integers(0, 400))
def test_nor_does_it_tell_how_long_the_hidden_ones_took(counts: list[int], place: int) -> None:
    offers = [Offer(f"Layanan {number}", "1 hari kerja") for number in range(len(counts))]
    times = {number: Spread({3 if count >= SMALLEST else place: count}) for number, count in enumerate(counts)}
    assert everything(publish(offers, times)) == everything(published(counts))


def test_numbers_of_this_year(world: World) -> None:
    for _ in range(5):
        application(world.siti, world.version, sent=an_hour_ago())
    shown = of_office(world.karangsari)
    [row] = shown.published.rows
    assert (row.offer.name, row.offer.promise, row.served) == ("Surat Keterangan Uji", "1 hari kerja", 5)
    assert row.spread is not None
    assert row.spread.half_words == "1 jam"
    last_year = of_office(world.karangsari, str(shown.years[1]))
    assert (last_year.published.served, last_year.period.last.month) == (0, 12)


@pytest.mark.parametrize("year", ["1999", "-1", "dua ribu", "9" * 400])
def test_only_this_year_and_the_last(world: World, year: str) -> None:
    with pytest.raises(NotFound):
        of_office(world.karangsari, year)


def test_what_another_office_handles_is_told_without_a_number(world: World) -> None:
    service = publish_service(world.sidamulya, "surat-camat").service
    service.offered_to, service.handled_by = "33.02.07", "owner"
    service.save()
    rows = {row.offer.elsewhere: row for row in of_office(world.karangsari).published.rows}
    assert rows["Desa Sidamulya"].served is None


def test_few_answers_about_satisfaction_are_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for respondents, is_told in ((4, False), (5, True)):
        said = Satisfaction(respondents, 82.5, "Baik")
        monkeypatch.setattr(transparency, "satisfaction_of", lambda office, period, said=said: said)
        assert (of_office(world.karangsari).satisfaction is not None) == is_told
    assert said.words == "82,5 (Baik), dari 5 orang"


def test_queries(world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        of_office(world.karangsari)
    assert len(queries) == 4
