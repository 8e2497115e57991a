"""The dashboard's pages and files."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.clock import now
from tests.desk.stages import text
from tests.insight.histories import MORNING, application, hours, step
from tests.people import World, publish_service
from tests.residents.register import role

Browser = Callable[[Account], Client]
ADDRESS = "/desk/dasbor/"
JUNE = {"dari": "2026-06-01", "sampai": "2026-06-30"}
MAX_QUERIES = 14


@pytest.fixture
def operator(world: World, signed_in: Browser) -> Client:
    return signed_in(world.operator.account)


@pytest.fixture
def june(world: World) -> World:
    """Ten finished applications, two of them late."""
    for took in hours(1, 2, 3, 4, 5, 6, 7, 8, 30, 100):
        step(application(world.siti, world.version, took=took), "Pemeriksaan berkas", took, by=world.operator)
    return world


def as_role(world: World, staff: StaffMember, *roles: str) -> Account:
    """The officer's account with other roles, and the second factor some of them need."""
    staff.totp_secret = world.kades.totp_secret
    return role(staff, *roles).account


def test_what_was_seen_in_words_and_numbers(june: World, operator: Client) -> None:
    page = text(operator.get(ADDRESS, JUNE))
    assert "Separuh permohonan selesai dalam 5 jam; 9 dari 10 dalam 2 hari." in page
    assert "<b>10</b> permohonan masuk, <b>10</b> selesai, <b>2</b> di antaranya sesudah waktu yang dijanjikan" in page
    assert "Kepuasan warga: belum ada." in page
    assert "1 Juni 2026 sampai 30 Juni 2026" in page
    assert '<td class="amount">5 jam</td><td class="amount">2 hari</td>' in page
    assert "Krajan <b>10</b>" in page


def test_too_few_are_not_spoken_of(world: World, operator: Client) -> None:
    for took in hours(1, 2, 3, 4):
        application(world.siti, world.version, took=took)
    page = text(operator.get(ADDRESS, JUNE))
    assert "belum cukup data" in page
    assert "Separuh permohonan" not in page


def test_nothing_yet_says_what_to_do(world: World, operator: Client) -> None:
    assert "Belum ada permohonan dalam jangka waktu ini." in text(operator.get(ADDRESS, JUNE))


def test_the_form_comes_back_with_what_was_typed(june: World, operator: Client) -> None:
    answer = operator.get(ADDRESS, {"dari": "2026-06-01", "sampai": "kapan", "layanan": "zz", "jangka": "minggu"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'value="2026-06-01"' in page
    assert 'aria-describedby="sampai-salah"' in page
    assert 'aria-describedby="layanan-salah"' in page


@pytest.mark.parametrize("query", ["jangka=selamanya", "jangka=%27;--", "jangka=" + "9" * 300])
def test_a_period_there_is_not(operator: Client, query: str) -> None:
    assert operator.get(f"{ADDRESS}?{query}").status_code == 404


def test_links_keep_the_service_and_forget_the_days(june: World, operator: Client) -> None:
    page = text(operator.get(ADDRESS, {**JUNE, "layanan": "surat-uji"}))
    assert f'href="{ADDRESS}?layanan=surat-uji&amp;jangka=tahun"' in page
    assert f'href="{ADDRESS}unduh.csv?dari=2026-06-01&amp;sampai=2026-06-30&amp;layanan=surat-uji"' in page


def test_pictures_are_for_the_eye_only_and_obey_the_policy(june: World, operator: Client) -> None:
    page = text(operator.get(ADDRESS, JUNE))
    assert 'viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("roles", "status"),
    [(["kasi"], 200), (["agency_officer"], 200), (["administrator"], 200), (["rt"], 403), (["rw"], 403)],
)
def test_who_may_open_it(june: World, signed_in: Browser, roles: list[str], status: int) -> None:
    client = signed_in(as_role(june, june.operator, *roles))
    for part in ("", "hari-ini/", "unduh.csv", "unduh.xlsx"):
        assert client.get(ADDRESS + part, JUNE).status_code == status
    assert (ADDRESS in text(client.get("/desk/"))) == (status == 200)


def test_names_of_colleagues_are_for_those_who_lead(june: World, signed_in: Browser) -> None:
    def names(account: Account) -> tuple[bool, bool]:
        page = text(signed_in(account).get(ADDRESS, JUNE))
        assert "Beban petugas" in page
        return "Sri Wahyuni<small>" in page, "Agus Riyanto<small>" in page

    assert names(june.kades.account) == (True, True)
    assert names(june.operator.account) == (True, False)
    assert names(as_role(june, june.other_operator, "administrator")) == (False, False)


def test_files_are_as_the_page(june: World, operator: Client) -> None:
    for kind, begin in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer: Any = operator.get(f"{ADDRESS}unduh.{kind}", JUNE)
        assert answer.getvalue().startswith(begin)
        name = f"dasbor-{june.karangsari.code}-2026-06-01-2026-06-30.{kind}"
        assert name in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert operator.get(f"{ADDRESS}unduh.{kind}", {"dari": "x"}).status_code == 422


def test_today_alone(world: World, operator: Client) -> None:
    application(world.siti, world.version, sent=now(), took=None)
    page = text(operator.get(f"{ADDRESS}hari-ini/"))
    assert "<dt>Masuk hari ini</dt><dd>1</dd>" in page
    assert 'data-live="office"' in page
    assert "<html" not in page


def test_queries_do_not_grow(world: World, operator: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(ADDRESS, JUNE).status_code == 200
        return len(queries)

    before = count()
    for number in range(6):
        version = publish_service(world.karangsari, f"surat-{number}")
        for _ in range(3):
            step(application(world.joko, version, sent=MORNING), f"Tahap {number}", hours(1)[0], by=world.operator)
    assert count() == before <= MAX_QUERIES
