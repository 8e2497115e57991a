"""Registering tells nobody whether a NIK is known, has an account or is being registered: same pages, same time."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator

import pytest

from tatadesa.accounts.models import Throttle
from tests.people import World
from tests.portal.registering import Browser
from tests.registrations.applying import DEWI, Reader, complete
from tests.registrations.waiting import neighbour, waiting

ROUNDS = 20


@pytest.fixture
def village(world: World, channels: None) -> World:
    """Karangsari opens accounts at once; everybody of the test waits for some reason."""
    world.karangsari.instant_accounts = True
    world.karangsari.save()
    neighbour(world.karangsari, name="DEWI LESTARI")
    waiting(world.karangsari, nik="3302075703929033")
    return world


# What is typed: for nobody's NIK; one in the register; one with an account, all of it right; one that another browser
# has sent.
PEOPLE = {
    "unknown": {"nik": "3302075703929044"},
    "known": {"nik": DEWI["nik"]},
    "with account": {"nik": "3302076505909001", "name": "Siti Aminah", "birth_date": "25-05-1990"},
    "being registered": {"nik": "3302075703929033"},
}


def in_turn() -> Iterator[tuple[str, dict[str, str]]]:
    """Everybody in each round, another one first: what comes back at equal distances hits nobody alone."""
    kinds = list(PEOPLE.items())
    for turn in range(ROUNDS):
        first = turn % len(kinds)
        yield from (*kinds[first:], *kinds[:first])


def visit(data: dict[str, str]) -> tuple[list[str], list[int]]:
    """Every page of one registration without what is random in it, and the statuses."""
    browser = Browser()
    answers = [
        browser.start(),
        browser.photo(Reader(nik=data["nik"])),
        browser.client.get("/daftar/foto/"),
    ]
    answers += [browser.data(**data), browser.contact(), browser.client.get("/daftar/pin/"), browser.pin()]
    answers.append(browser.client.get(browser.to))
    pages = [plain(answer.content.decode()) + answer.headers.get("Location", "") for answer in answers]
    return pages, [answer.status_code for answer in answers]


def sending(village: World, data: dict[str, str]) -> float:
    """The seconds of the last page, where a registration is sent; the steps before are the actions alone."""
    browser = Browser()
    browser.go_on_with(complete(village.karangsari, **data))
    started = time.perf_counter()
    assert browser.pin()["Location"] == "/daftar/selesai/"
    return time.perf_counter() - started


def plain(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_every_page_is_the_same_for_everybody(village: World) -> None:
    seen = [visit(data) for data in PEOPLE.values()]
    assert all(other == seen[0] for other in seen[1:])
    assert "Menunggu petugas" in seen[0][0][-1]


def test_sending_takes_as_long_for_everybody(village: World) -> None:
    times: dict[str, list[float]] = {kind: [] for kind in PEOPLE}
    for kind, data in in_turn():
        Throttle.objects.all().delete()
        times[kind].append(sending(village, data))
    medians = {kind: statistics.median(found) for kind, found in times.items()}
    assert max(medians.values()) < 1.5 * min(medians.values()), medians


def resume(browser: Browser, nik: str) -> tuple[str, float]:
    started = time.perf_counter()
    answer = browser.post("/daftar/lanjut/", nik=nik, alamat="0812-0000-0901")
    return plain(answer.content.decode()) + answer["Location"], time.perf_counter() - started


def test_coming_back_tells_nothing_either(village: World) -> None:
    pages: dict[str, set[str]] = {kind: set() for kind in PEOPLE}
    times: dict[str, list[float]] = {kind: [] for kind in PEOPLE}
    for kind, data in in_turn():
        Throttle.objects.all().delete()
        page, seconds = resume(Browser(), data["nik"])
        pages[kind].add(page)
        times[kind].append(seconds)
    assert set.union(*pages.values()) == {"/daftar/lanjut/kode/"}
    medians = {kind: statistics.median(found) for kind, found in times.items()}
    assert max(medians.values()) < 2 * min(medians.values()), medians
