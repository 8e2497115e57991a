"""The account page and what hangs on it: everything in few queries, nothing of anybody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts import history
from tatadesa.accounts.models import Account, AccountEvent
from tests.people import PIN, World
from tests.portal.pages import queries, read_all, text

# Session, account, the page's own four, unread news.
MAX_QUERIES = 8


@pytest.fixture
def phone(world: World) -> Client:
    client = Client()
    client.post("/masuk/", {"identitas": world.siti.login, "pin": PIN})
    return client


@pytest.mark.parametrize(
    "path", ["/akun/", "/akun/pin/", "/akun/kontak/", "/akun/kunci-sandi/", "/akun/perangkat/", "/akun/riwayat/"]
)
def test_each_page_is_cheap(path: str, phone: Client) -> None:
    assert queries(phone, path) <= MAX_QUERIES


def test_it_says_how_one_signs_in_and_what_happened_last(phone: Client, world: World) -> None:
    page = text(phone.get("/akun/"))
    assert "1 perangkat sedang masuk" in page
    assert "Masuk dari perangkat baru" in page
    assert "belum dipastikan" in page
    assert world.siti.login not in page


def test_the_history_is_read_in_pages_and_holds_only_ones_own(
    world: World, signed_in: Callable[[Account], Client]
) -> None:
    for number in range(45):
        history.record(world.siti, AccountEvent.Kind.SIGNED_OUT, f"Kejadian {number:02d}.")
    history.record(world.budi, AccountEvent.Kind.SIGNED_OUT, "Kejadian 99.")
    seen = read_all(signed_in(world.siti), "/akun/riwayat/", r"Kejadian ([0-9]{2})\.")
    assert seen == [f"{number:02d}" for number in reversed(range(45))]


def test_an_odd_place_in_the_history_is_said_in_words(phone: Client) -> None:
    assert phone.get("/akun/riwayat/?sesudah=zzz").status_code == 422
