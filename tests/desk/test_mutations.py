"""The book of mutations of a month."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.residents.history import record
from tatadesa.residents.models import Mutation
from tests.desk.stages import text
from tests.people import World
from tests.residents.register import of, role

MAX_QUERIES = 9
SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def write(world: World, kind: Mutation.Kind, day: date, note: str = "") -> None:
    record(of(world.siti), kind, staff=world.operator, happened_on=day, changes={"moved_to": ["", "Kroya"]}, note=note)


def asked(client: Client) -> tuple[int, str]:
    """How many queries the page of October takes, and the page."""
    with CaptureQueriesContext(connection) as captured:
        page = text(client.get("/desk/penduduk/mutasi/?bulan=2026-10"))
    return len(captured), page


def test_a_month_in_order_with_its_sums(world: World, desk: Client) -> None:
    write(world, Mutation.Kind.MOVE_OUT, date(2026, 10, 31), "KEDUA")
    write(world, Mutation.Kind.DEATH, date(2026, 10, 1), "PERTAMA")
    write(world, Mutation.Kind.CHANGE, date(2026, 10, 2), "PERUBAHAN")
    write(world, Mutation.Kind.DEATH, date(2026, 11, 1), "BULAN LAIN")
    page = text(desk.get("/desk/penduduk/mutasi/?bulan=2026-10"))
    assert page.index("PERTAMA") < page.index("KEDUA")
    assert "Pindah ke: Kroya" in page
    assert "PERUBAHAN" not in page
    assert "BULAN LAIN" not in page
    assert re.search(r"Meninggal</th><td>0</td><td>1</td><td><b>1</b>", page)
    assert "PERUBAHAN" in text(desk.get("/desk/penduduk/mutasi/?bulan=2026-10&jenis=semua"))
    assert "KEDUA" not in text(desk.get("/desk/penduduk/mutasi/?bulan=2026-10&jenis=death"))


def test_pages_by_key_and_flat_queries(world: World, desk: Client) -> None:
    write(world, Mutation.Kind.DEATH, date(2026, 10, 1))
    one, _ = asked(desk)
    for number in range(110):
        write(world, Mutation.Kind.MOVE_IN, date(2026, 10, 1 + number % 5), f"N{number:03}.")
    many, page = asked(desk)
    assert one == many <= MAX_QUERIES
    found = re.search(r'id="berikutnya" href="([^"]+)"', page)
    assert found is not None
    second = text(desk.get(found[1].replace("&amp;", "&")))
    notes = re.findall(r"N[0-9]{3}\.", page + second)
    assert len(notes) == len(set(notes)) == 110


@pytest.mark.parametrize("query", ["bulan=rusak", "bulan=0000-01", "bulan=2026-13", "jenis=lain", ""])
def test_a_broken_month_is_the_present_one(world: World, desk: Client, query: str) -> None:
    assert desk.get(f"/desk/penduduk/mutasi/?{query}").status_code == 200
    assert desk.get("/desk/penduduk/mutasi/?setelah=rusak").status_code == 422


def test_an_rt_head_reads_the_own_part_of_the_book(world: World, signed_in: SignedIn) -> None:
    write(world, Mutation.Kind.DEATH, date(2026, 10, 1), "DARI RT SATU")
    for rt, is_there in (("001", True), ("003", False)):
        client = signed_in(role(world.other_operator, "rt", rt=rt, rw="002").account)
        page = text(client.get("/desk/penduduk/mutasi/?bulan=2026-10"))
        assert ("DARI RT SATU" in page) is is_there
    other = text(signed_in(world.stranger_operator.account).get("/desk/penduduk/mutasi/?bulan=2026-10"))
    assert "DARI RT SATU" not in other
