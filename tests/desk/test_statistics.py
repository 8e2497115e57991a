"""The statistics page: the same numbers for the eye, the ear and the printer."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.residents import statistics
from tatadesa.residents.models import Resident
from tests.desk.stages import text
from tests.people import World
from tests.residents.register import role

Browser = Callable[[Account], Client]
ADDRESS = "/desk/penduduk/statistik/"
MAX_QUERIES = 8


def test_every_number_stands_in_a_table(world: World, signed_in: Browser) -> None:
    page = text(signed_in(world.operator.account).get(ADDRESS))
    counted = statistics.of_office(world.operator)
    for row in (*counted.education, *counted.religion, *counted.dusun, *counted.occupation, *counted.marital_status):
        cells = r"\s*".join(f'<td class="amount">{cell}</td>' for cell in (row.male, row.female, f"<b>{row.total}</b>"))
        assert re.search(rf'<th scope="row">{re.escape(row.label)}<svg.*?</svg></th>\s*{cells}', page, re.DOTALL)
    assert page.count('class="strip"') == 2 * len(counted.ages)


def test_pictures_are_for_the_eye_only_and_obey_the_policy(world: World, signed_in: Browser) -> None:
    page = text(signed_in(world.operator.account).get(ADDRESS))
    pictures = [picture for picture in re.findall(r"<svg[^>]*>", page) if 'viewBox="0 0 100 10"' in picture]
    assert pictures
    assert all('aria-hidden="true"' in picture for picture in pictures)
    assert "style=" not in page
    widths = [float(width) for width in re.findall(r'width="([0-9.]+)" height="10"', page)]
    assert max(widths) == 100
    assert min(widths) >= 0


def test_a_register_without_people_says_what_to_do(world: World, signed_in: Browser) -> None:
    Resident.objects.filter(office=world.karangsari).update(base_status=2)
    assert "diimpor" in text(signed_in(world.operator.account).get(ADDRESS))


@pytest.mark.parametrize(("roles", "status"), [(["kasi"], 200), (["agency_officer"], 403)])
def test_who_may_open_it(world: World, signed_in: Browser, roles: list[str], status: int) -> None:
    assert signed_in(role(world.operator, *roles).account).get(ADDRESS).status_code == status


def test_queries(world: World, signed_in: Browser) -> None:
    client = signed_in(world.operator.account)
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    assert len(queries) <= MAX_QUERIES
