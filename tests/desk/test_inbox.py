"""The inbox page and its fragment."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.applications import inbox
from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tests.desk.stages import approved, taken, text
from tests.people import World, sent

MAX_QUERIES = 12
MAX_BYTES_PER_ROW = 1800


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def numbers(page: str) -> list[str]:
    return re.findall(r'id="p-([^"]+)"', page)


def asked(client: Client, path: str) -> tuple[int, int]:
    """How many queries a page takes, and how many bytes it is."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured), len(response.content)


def multiply(application: Application, times: int) -> None:
    """Copies of a request: what a list reads does not depend on how they came about."""
    rows = [Application.objects.get(pk=application.pk) for _ in range(times)]
    for position, row in enumerate(rows):
        fresh = Application(number=f"26-COPY-{position:04d}")
        row.pk, row.number, row.draft_key = fresh.pk, fresh.number, fresh.pk
        row.submitted_at = application.submitted_at + timedelta(seconds=position + 1)
    Application.objects.bulk_create(rows)


@pytest.mark.parametrize("path", ["/desk/?tab=kantor", "/desk/daftar/?tab=kantor", "/desk/?tab=semua&cari=siti"])
def test_as_many_queries_for_thirty_rows_as_for_one(path: str, world: World, desk: Client) -> None:
    application = sent(world.siti, world.version)
    one, _ = asked(desk, path)
    multiply(application, 30)
    many, _ = asked(desk, path)
    assert one == many <= MAX_QUERIES


def test_a_row_is_small_and_carries_no_answers(world: World, desk: Client) -> None:
    multiply(sent(world.siti, world.version, keperluan="Rahasia keluarga"), 24)
    response = desk.get("/desk/daftar/?tab=kantor")
    assert len(numbers(text(response))) == 25
    assert len(response.content) < 25 * MAX_BYTES_PER_ROW
    assert "Rahasia keluarga" not in text(response)
    assert "3302076505909001" not in text(response)


def test_pages_by_key_show_every_row_once(world: World, desk: Client) -> None:
    multiply(sent(world.siti, world.version), 29)
    first = text(desk.get("/desk/?tab=kantor"))
    after = re.search(r'id="berikutnya" href="([^"]+)"', first)
    assert after is not None
    second = text(desk.get(after[1].replace("&amp;", "&")))
    assert len(set(numbers(first) + numbers(second))) == 30
    assert "Ke awal daftar" in second
    assert 'id="berikutnya"' not in second


def test_tabs_count_and_filter(world: World, desk: Client) -> None:
    mine, waiting = taken(world), sent(world.joko, world.version)
    page = text(desk.get("/desk/"))
    assert numbers(page) == [mine.number, waiting.number]
    assert "Anda" in page
    assert re.search(r'id="tab-tugas"[^>]*aria-current="page">Tugas saya <span class="count">2</span>', page)
    assert numbers(text(desk.get("/desk/?tab=warga"))) == []


def test_the_head_begins_where_letters_wait(world: World, signed_in: Callable[[Account], Client]) -> None:
    waiting = approved(world)
    assert numbers(text(signed_in(world.kades.account).get("/desk/"))) == [waiting.number]


def test_counts_are_capped(world: World, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "COUNT_CAP", 2)
    multiply(sent(world.siti, world.version), 5)
    assert '<span class="count">2+</span>' in text(desk.get("/desk/"))


def test_late_ones_are_marked_in_words(world: World, desk: Client) -> None:
    late, _ = sent(world.siti, world.version), sent(world.joko, world.version)
    Application.objects.filter(pk=late.pk).update(due_at=now() - timedelta(days=3))
    assert re.findall(r"Terlambat [0-9][^<]*", text(desk.get("/desk/"))) == ["Terlambat 3 hari"]


def test_search_and_service(world: World, desk: Client) -> None:
    siti = sent(world.siti, world.version)
    sent(world.joko, world.version)
    for typed in (siti.number, "aminah", "3302076505909001"):
        assert numbers(text(desk.get("/desk/", {"tab": "semua", "cari": typed}))) == [siti.number]
    assert numbers(text(desk.get("/desk/", {"tab": "semua", "layanan": "tidak-ada"}))) == []
    assert len(numbers(text(desk.get("/desk/", {"tab": "semua", "layanan": "surat-uji"})))) == 2


def test_what_was_typed_is_text(world: World, desk: Client) -> None:
    response = desk.get("/desk/", {"cari": '"><script>', "layanan": '"><script>'})
    assert response.status_code == 200
    assert "<script>" not in text(response)
    assert desk.get("/desk/", {"cari": "a\0"}).status_code == 404


def test_searching_renews_the_address_and_refreshing_does_not(world: World, desk: Client) -> None:
    typed = desk.get("/desk/daftar/?tab=kantor&cari=siti", headers={"HX-Request": "true", "HX-Trigger": "saring"})
    assert typed.headers["HX-Replace-Url"] == "/desk/?tab=kantor&cari=siti"
    live = desk.get("/desk/daftar/?tab=kantor&cari=siti", headers={"HX-Request": "true", "HX-Trigger": "daftar"})
    assert "HX-Replace-Url" not in live.headers
    assert "<html" not in text(live)


@pytest.mark.parametrize(("query", "status"), [("tab=lain", 404), ("setelah=rusak", 422)])
def test_a_broken_address_is_an_answer(query: str, status: int, world: World, desk: Client) -> None:
    assert desk.get(f"/desk/?{query}").status_code == status
