"""Time tells nothing: an unknown NIK takes as long as a known one, at every door."""

import statistics
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from tatadesa.accounts import passwords
from tatadesa.accounts.models import Account, Setback, Throttle
from tests.people import World

KNOWN, UNKNOWN = "3302076505909001", "3302076505909999"
ROUNDS = 30
# Medians of pairs measured side by side; a missing hash would be a factor of five and more.
FACTOR = 1.25


class SlowArgon2(Argon2PasswordHasher):
    """Dear enough to stand out of a page's own time, cheap enough for sixty of them."""

    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


@pytest.fixture
def dear_hashes(world: World, settings: object) -> World:
    settings.PASSWORD_HASHERS = [f"{__name__}.SlowArgon2"]  # type: ignore[attr-defined]
    passwords._nobody.cache_clear()
    for account in Account.objects.filter(kind=Account.Kind.CITIZEN):
        account.set_password("274913")
        account.save()
    return world


def compare(known: Callable[[], int], unknown: Callable[[], int], status: int) -> float:
    """How many times longer the known one takes; interleaved, so that a busy machine slows both."""
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for turn in range(ROUNDS + 2):
        pair = [("known", known), ("unknown", unknown)]
        for name, ask in pair if turn % 2 else reversed(pair):
            Throttle.objects.all().delete()
            Setback.objects.all().delete()
            start = time.perf_counter()
            assert ask() == status
            if turn >= 2:
                times[name].append(time.perf_counter() - start)
    return statistics.median(times["known"]) / statistics.median(times["unknown"])


def post(path: str, **data: str) -> Callable[[], int]:
    return lambda: Client().post(path, data).status_code


def test_signing_in(dear_hashes: World) -> None:
    ratio = compare(
        post("/masuk/", identitas=KNOWN, pin="918273"), post("/masuk/", identitas=UNKNOWN, pin="918273"), 422
    )
    assert 1 / FACTOR < ratio < FACTOR
    no_hash = post("/masuk/", identitas="1", pin="x")
    without_hash = compare(post("/masuk/", identitas=UNKNOWN, pin="918273"), no_hash, 422)
    assert without_hash > FACTOR, "the measure would not see a missing hash"


def test_asking_for_a_code(world: World, channels: None) -> None:
    date = {"saluran": "whatsapp", "lahir": "1990-05-25"}
    ratio = compare(post("/masuk/lupa-pin/", nik=KNOWN, **date), post("/masuk/lupa-pin/", nik=UNKNOWN, **date), 302)
    assert 1 / FACTOR < ratio < FACTOR
