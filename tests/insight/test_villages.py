"""Villages side by side, for the office above them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import NotAllowed
from tatadesa.insight.villages import ORDERS, side_by_side
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tests.insight.histories import JUNE, application, hours
from tests.people import World


@pytest.fixture
def district(world: World) -> StaffMember:
    """An officer of the kecamatan above both villages."""
    office = Office.objects.create(
        code="kecamatan-uji", kind="kecamatan", name="Uji", region_id="33.02.07", address="Jl. Raya", number_code="KEC"
    )
    StaffMember.objects.filter(pk=world.sekdes.pk).update(office=office, roles=["agency_officer"])
    return StaffMember.objects.select_related("office").get(pk=world.sekdes.pk)


def test_each_village_by_itself(world: World, district: StaffMember) -> None:
    for took in hours(1, 2, 3, 4, 30):
        application(world.siti, world.version, took=took)
    application(world.rina, world.sidamulya_version, took=None)
    compared = side_by_side(district, JUNE, "desa")
    rows = [
        (row.office.name, row.finished, row.late, row.running, row.overdue, row.spread.half_words)
        for row in compared.rows
    ]
    assert rows == [("Karangsari", 5, 1, 0, 0, "3 jam"), ("Sidamulya", 0, 0, 1, 1, "belum cukup data")]
    assert compared.spread.count == 5


def test_villages_are_found_by_the_region_and_nobody_elses(world: World, district: StaffMember) -> None:
    Region.objects.create(code="33.02.071", level=3, name="Lain", parent_id="33.02")
    Office.objects.filter(pk=world.sidamulya.pk).update(region_id="33.02.071")
    assert [row.office.name for row in side_by_side(district, JUNE, "desa").rows] == ["Karangsari"]
    Office.objects.filter(pk=district.office_id).update(kind="kabupaten", region_id="33.02")
    district.refresh_from_db()
    assert len(side_by_side(district, JUNE, "desa").rows) == 2


@pytest.mark.parametrize("order", ORDERS)
def test_sorted_as_asked(world: World, district: StaffMember, order: str) -> None:
    for took in hours(30, 30, 30, 30, 30, 30):
        application(world.siti, world.version, took=took)
    for took in hours(1, 1, 1, 1, 1):
        application(world.rina, world.sidamulya_version, took=took)
    application(world.rina, world.sidamulya_version, took=None)
    first = side_by_side(district, JUNE, order).rows[0].office.name
    assert first == ("Sidamulya" if order in ("separuh", "sepuluh", "lewat") else "Karangsari")


def test_only_for_those_above(world: World, district: StaffMember) -> None:
    for staff in (world.kades, world.operator):
        with pytest.raises(NotAllowed):
            side_by_side(staff, JUNE, "desa")
    for kind, roles in (("polsek", ["agency_officer"]), ("kecamatan", ["administrator"])):
        Office.objects.filter(pk=district.office_id).update(kind=kind)
        StaffMember.objects.filter(pk=district.pk).update(roles=roles)
        district = StaffMember.objects.select_related("office").get(pk=district.pk)
        with pytest.raises(NotAllowed):
            side_by_side(district, JUNE, "desa")


def test_the_number_of_queries_does_not_grow(world: World, district: StaffMember) -> None:
    Office.objects.bulk_create(
        Office(code=f"33.02.07.3{n:03}", kind="desa", name=f"Desa {n}", region_id="33.02.07.2901", number_code="X")
        for n in range(40)
    )
    application(world.siti, world.version, took=timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        assert len(side_by_side(district, JUNE, "selesai").rows) == 42
    assert len(queries) <= 4
