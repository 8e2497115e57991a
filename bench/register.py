"""The register at 100,000 residents in one village, with other villages beside it: search, person, family, lists."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bench.results import Results

RESIDENTS, HOUSEHOLDS = 100_000, 28_000
_OTHERS, _OTHER_SIZE = 20, (2_000, 560)
# As many dusun, RW and RT as a village of that size has: some 250 people in an RT.
_HAMLETS = tuple(f"Dusun {number}" for number in range(1, 51))
_SEED = 3302
_QUERIES = 600
_ROUNDS = 30
MAX_SEARCH_MS = 50
MAX_STATISTICS_MS = 250


def measure(results: Results) -> None:
    """Everything that has to stay quick however many people a village has."""
    from django.db import connection

    from tatadesa.config.demo.population import Population
    from tatadesa.config.demo.register import copy_village
    from tatadesa.offices.models import Office

    home = Office.objects.filter(kind=Office.Kind.DESA).order_by("code")[0]
    # Villages beside one another, as in an installation for a whole regency.
    for number in range(_OTHERS):
        village = Population(_SEED + number, "33.02.08").village(*_OTHER_SIZE, _HAMLETS[:3])
        copy_village(_office(home, number + 1), village)
    large = _office(home, 0)
    copy_village(large, Population(_SEED, "33.02.07").village(RESIDENTS, HOUSEHOLDS, _HAMLETS))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE residents_resident")
        cursor.execute("VACUUM ANALYZE residents_family")
    _search(results, large)
    _pages(results, home, large)
    # Everybody is counted each time the page is opened: the one page that grows with the village.
    milliseconds, _ = _timed(large, lambda office: "/desk/penduduk/statistik/")
    results.add("statistics page at 100,000: median", milliseconds, "ms", MAX_STATISTICS_MS)


def _office(like: Any, number: int) -> Any:
    from tatadesa.offices.models import Office

    name = f"Besar {number}"
    return Office.objects.create(
        code=f"33.02.99.{2000 + number}",
        kind=like.kind,
        name=name,
        region_id=like.region_id,
        address=like.address,
        number_code=f"B{number}",
    )


def _search(results: Results, office: Any) -> None:
    """Many different questions, as officers type them: whole and half numbers, names and parts, filters, next pages."""
    from tatadesa.residents.searching import search

    times = []
    for text, options in _questions(office):
        started = time.perf_counter()
        found = search(office, text, **options)
        times.append((time.perf_counter() - started) * 1000)
        if found.next:
            started = time.perf_counter()
            search(office, text, after=found.next, **options)
            times.append((time.perf_counter() - started) * 1000)
    times.sort()
    results.add("search_100k", times[int(len(times) * 0.95)], "ms", MAX_SEARCH_MS)
    results.add("search_100k: median", statistics.median(times), "ms")
    results.add("search_100k: slowest", times[-1], "ms")


def _questions(office: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    from tatadesa.residents import codes
    from tatadesa.residents.models import Resident
    from tatadesa.residents.searching import Filters

    random = Random(_SEED)
    people = random.sample(list(Resident.objects.select_related("family").filter(office=office)), _QUERIES)
    alive = Filters(status=codes.ALIVE)
    for place, person in enumerate(people):
        word = random.choice(person.name.split())
        begin = random.randrange(max(len(word) - 2, 1))
        part = word[begin : begin + random.randint(2, 6)]
        family = person.family
        kinds: tuple[tuple[str, Filters], ...] = (
            (person.nik, alive),
            (person.nik[: random.randint(6, 15)], alive),
            (family.no_kk, alive),
            (family.no_kk[: random.randint(6, 15)], alive),
            (person.name, alive),
            (part, alive),
            (f"{part} {person.name[:3]}", alive),
            (part, Filters(status=codes.ALIVE, rw=family.rw, rt=family.rt)),
            (part, Filters(status=codes.ALIVE, dusun=family.dusun, youngest=30, oldest=39)),
            ("", Filters(status=codes.ALIVE, sex=person.sex, youngest=random.randint(0, 90))),
            ("", Filters(status=random.choice((codes.DEAD, codes.MISSING)))),
            (f"{part}QX", alive),
        )
        text, filters = kinds[place % len(kinds)]
        yield text, {"filters": filters}


def _pages(results: Results, small: Any, large: Any) -> None:
    """The same pages in a village of 3,000 and of 100,000: as many queries, and no slower by size."""
    for name, path in (
        ("residents", lambda office: "/desk/penduduk/"),
        ("families", lambda office: "/desk/penduduk/keluarga/"),
        ("person", lambda office: f"/desk/penduduk/{_somebody(office).pk}/"),
        ("family", lambda office: f"/desk/penduduk/keluarga/{_somebody(office).family_id}/"),
    ):
        before, asked_before = _timed(small, path)
        after, asked = _timed(large, path)
        results.add(f"{name} page at 100,000: median", after, "ms", 200)
        results.add(f"{name} page: 100,000 residents against 3,000", after / before, "x")
        results.add(f"{name} page: more queries at 100,000", asked - asked_before, "queries", 0)


def _somebody(office: Any) -> Any:
    from tatadesa.residents.models import Resident

    return Resident.objects.filter(office=office, edition=1).order_by("id")[40]


def _timed(office: Any, path: Callable[[Any], str]) -> tuple[float, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(_operator(office).account, backend="tatadesa.accounts.backend.AccountBackend")
    address = path(office)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} was refused")
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), len(captured)


def _operator(office: Any) -> Any:
    from tatadesa.accounts.actions.create_staff_member import create_staff_member
    from tatadesa.accounts.models import StaffMember

    login = f"ukur-{office.code}"
    known = StaffMember.objects.filter(account__login=login).first()
    return known or create_staff_member(office, login, "sandi-untuk-mengukur-1", "Ukur", "Operator", ["operator"])
