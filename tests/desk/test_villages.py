"""The page of the villages side by side."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.offices.models import Office
from tests.desk.stages import text
from tests.insight.histories import application, hours
from tests.people import World

Browser = Callable[[Account], Client]
ADDRESS = "/desk/dasbor/desa/"
JUNE = {"dari": "2026-06-01", "sampai": "2026-06-30"}


@pytest.fixture
def district(world: World, signed_in: Browser) -> Client:
    """The browser of an officer of the kecamatan above both villages."""
    office = Office.objects.create(
        code="kecamatan-uji", kind="kecamatan", name="Uji", region_id="33.02.07", address="Jl. Raya", number_code="KEC"
    )
    StaffMember.objects.filter(pk=world.sekdes.pk).update(office=office, roles=["agency_officer"])
    for took in hours(30, 30, 30, 30, 30):
        application(world.rina, world.sidamulya_version, took=took)
    return signed_in(Account.objects.get(pk=world.sekdes.pk))


def test_sorted_by_a_link(district: Client) -> None:
    page = text(district.get(ADDRESS, JUNE))
    assert page.index("Desa Karangsari") < page.index("Desa Sidamulya")
    assert f'href="{ADDRESS}?dari=2026-06-01&amp;sampai=2026-06-30&amp;urut=terlambat"' in page
    page = text(district.get(ADDRESS, {**JUNE, "urut": "terlambat"}))
    assert page.index("Desa Sidamulya") < page.index("Desa Karangsari")
    assert district.get(ADDRESS, {**JUNE, "urut": "'; DROP"}).status_code == 200


def test_numbers_and_nobodys_name(district: Client, world: World) -> None:
    page = text(district.get(ADDRESS, JUNE))
    assert '<td class="amount" data-label="Terlambat">5</td>' in page
    assert '<td class="amount" data-label="Separuh">2 hari</td>' in page
    assert "RINA" not in page
    assert world.stranger_operator.name not in page


def test_as_files(district: Client) -> None:
    answer: Any = district.get(f"{ADDRESS}unduh.csv", {**JUNE, "urut": "selesai"})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Desa;Desa Sidamulya;33.02.07.2902;5;5;0;0;2880;2880")
    answer = district.get(f"{ADDRESS}unduh.xlsx", JUNE)
    assert answer.getvalue().startswith(b"PK")
    assert district.get(f"{ADDRESS}unduh.csv", {"sampai": "x"}).status_code == 422


def test_only_for_those_above(district: Client, world: World, signed_in: Browser) -> None:
    assert ADDRESS in text(district.get("/desk/dasbor/"))
    for account in (world.operator.account, world.kades.account):
        client = signed_in(account)
        assert ADDRESS not in text(client.get("/desk/dasbor/"))
        for part in ("", "unduh.csv", "unduh.xlsx"):
            assert client.get(ADDRESS + part).status_code == 403


def test_queries(district: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        district.get(ADDRESS, JUNE)
    assert len(queries) <= 8
