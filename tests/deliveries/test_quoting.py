"""Prices: from the cache at once, from the courier by a job, and never in the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.clock import now, pretend
from tatadesa.deliveries import fetching, quoting
from tatadesa.deliveries.models import CourierAccount, Quote
from tatadesa.gateways.pos.emulator import make_server
from tests.deliveries.stages import connect, set_up
from tests.gateways.emulators import Running
from tests.people import World


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def pos(world: World) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        connect(world, "pos", running.url)
        yield running


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliveries.fetch_rates'")
        return int(cursor.fetchone()[0])


def test_the_first_look_asks_once_and_the_next_one_knows(world: World, pos: Running) -> None:
    settings = set_up(world, "pos")
    for _ in range(3):
        first = quoting.estimate(settings, "53183", "40162", 50)
        assert (first.rates, first.is_asking) == ((), True)
    assert _jobs() == 1
    fetching.fetch(Quote.objects.get().pk)
    known = quoting.estimate(settings, "53183", "40162", 50)
    assert [(rate.name, rate.total) for rate in known.rates] == [("Pos Reguler", 9099), ("Pos Nextday", 18198)]
    assert not known.is_old
    assert not known.is_asking
    assert _jobs() == 1


def test_only_what_the_office_offers_in_its_words(world: World, pos: Running) -> None:
    settings = set_up(world, "pos")
    settings.products = [{"code": "447", "name": "Besok sampai"}]
    quoting.estimate(settings, "53183", "40162", 50)
    fetching.fetch(Quote.objects.get().pk)
    assert [rate.name for rate in quoting.estimate(settings, "53183", "40162", 50).rates] == ["Besok sampai"]


def test_an_old_price_stays_and_says_so_while_the_courier_is_down(world: World, pos: Running) -> None:
    settings = set_up(world, "pos")
    quoting.estimate(settings, "53183", "40162", 50)
    fetching.fetch(Quote.objects.get().pk)
    with pretend(now() + timedelta(days=3)):
        quoting.estimate(settings, "53183", "40162", 50)
        pos.misbehave("status", "fee", times=9)
        fetching.fetch(Quote.objects.get().pk)
        old = quoting.estimate(settings, "53183", "40162", 50)
    assert old.is_old
    assert [rate.total for rate in old.rates] == [9099, 18198]
    assert "terganggu" in old.reason


def test_no_tariff_means_the_counter(world: World, pos: Running) -> None:
    settings = set_up(world, "pos")
    pos.http.post("/control/form", json={"form": "none"})
    quoting.estimate(settings, "53183", "40162", 50)
    fetching.fetch(Quote.objects.get().pk)
    none = quoting.estimate(settings, "53183", "40162", 50)
    assert (none.rates, none.is_asking) == ((), False)


def test_the_counter_alone_is_never_asked(world: World) -> None:
    assert quoting.estimate(set_up(world), "53183", "40162", 50).rates == ()
    assert _jobs() == 0


def test_a_courier_that_keeps_failing_is_left_alone_for_a_while(world: World, pos: Running) -> None:
    settings = set_up(world, "pos")
    quoting.estimate(settings, "53183", "40162", 50)
    quote = Quote.objects.get()
    pos.misbehave("status", "fee", times=99)
    for _ in range(8):
        fetching.fetch(quote.pk)
    assert pos.server.calls["fee"] == 5
    assert CourierAccount.objects.get().paused_until is not None
    pos.http.post("/control/behave", json={})
    with pretend(now() + timedelta(hours=1)):
        fetching.fetch(quote.pk)
    account = CourierAccount.objects.get()
    assert (account.failures, account.paused_until) == (0, None)
    assert Quote.objects.get().rates


def test_an_estimate_from_the_cache_is_one_query(
    world: World, pos: Running, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings = set_up(world, "pos")
    quoting.estimate(settings, "53183", "40162", 50)
    fetching.fetch(Quote.objects.get().pk)
    with django_assert_num_queries(1):
        quoting.estimate(settings, "53183", "40162", 50)
