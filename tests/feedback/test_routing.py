"""A complaint about the only leader of an office is decided on above it, else by the administrator."""

from __future__ import annotations

from typing import Any

import pytest

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.feedback.actions.close import close
from tatadesa.feedback.actions.route_above import route_stranded
from tatadesa.feedback.actions.take import take
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.queries import complaint_of_office, file_of_office, of_office, waiting_count
from tatadesa.offices.models import Office
from tests.feedback.stages import complained, with_photo
from tests.people import PASSWORD, World


@pytest.fixture
def camat(world: World) -> StaffMember:
    """Who works at the kecamatan above both villages."""
    office = Office.objects.create(
        code="kec-uji", kind="kecamatan", name="Uji", region_id="33.02.07", address="Jl. Raya 1", number_code="KEC"
    )
    return create_staff_member(office, "camat", PASSWORD, "Retno Astuti", "Kasi Pemerintahan", ["agency_officer"])


@pytest.fixture
def administrator(world: World) -> StaffMember:
    """The administrator of Karangsari."""
    return create_staff_member(world.karangsari, "admin", PASSWORD, "Eko", "Admin", ["administrator"])


def alone(world: World) -> None:
    """The head is the only one left who leads Karangsari."""
    world.sekdes.account.is_active = False
    world.sekdes.account.save()


def about_the_head(world: World, **changes: Any) -> Complaint:
    return complained(world, category="petugas", officer=str(world.kades.pk), **changes)


def test_it_goes_to_the_kecamatan_and_nobody_at_the_village_meets_it(world: World, camat: StaffMember) -> None:
    alone(world)
    made = about_the_head(world)
    assert (made.office, made.is_for_administrator) == (camat.office, False)
    assert "Diputuskan oleh Kecamatan Uji" in made.events.get().words
    for person in (world.kades, world.operator):
        assert (waiting_count(person), of_office(person, tab="baru").rows) == (0, [])
        with pytest.raises(NotFound):
            complaint_of_office(person, made.number)
    take(camat, made.number, seen=1)
    close(camat, made.number, seen=2, outcome="resolved", words="Kepala desa sudah ditegur.")


def test_with_a_secretary_it_stays(world: World, camat: StaffMember) -> None:
    assert about_the_head(world).office == world.karangsari


def test_what_the_head_can_decide_stays_with_the_head(world: World, camat: StaffMember) -> None:
    alone(world)
    assert complained(world, category="petugas", officer=str(world.operator.pk)).office == world.karangsari
    assert complained(world, category="biaya").office == world.karangsari


def test_without_an_office_above_the_administrator_decides(world: World, administrator: StaffMember) -> None:
    alone(world)
    other = complained(world)
    made = with_photo(world, category="petugas", officer=str(world.kades.pk), is_confidential=True)
    assert (made.office, made.is_for_administrator) == (world.karangsari, True)
    assert [row.number for row in of_office(administrator, tab="baru").rows] == [made.number]
    assert file_of_office(administrator, made.number, made.files.get().pk)
    with pytest.raises(NotFound):
        complaint_of_office(administrator, other.number)
    with pytest.raises(NotFound):
        take(world.kades, made.number, seen=1)
    with pytest.raises(NotAllowed):
        take(world.operator, made.number, seen=1)
    take(administrator, made.number, seen=1)


def test_an_administrator_whom_it_is_about_never_gets_it(world: World) -> None:
    alone(world)
    world.kades.roles = ["kades", "administrator"]
    world.kades.save()
    made = about_the_head(world)
    assert (made.office, made.is_for_administrator) == (world.karangsari, False)
    assert waiting_count(world.kades) == 0


def test_when_the_only_other_leader_leaves_it_moves_on_with_a_trace(world: World, camat: StaffMember) -> None:
    made = about_the_head(world)
    take(world.sekdes, made.number, seen=1)
    assert route_stranded() == 0
    alone(world)
    assert [route_stranded(), route_stranded()] == [1, 0]
    moved = Complaint.objects.get(pk=made.pk)
    assert (moved.office, moved.state, moved.taken_by) == (camat.office, "new", None)
    last = moved.events.order_by("position").last()
    assert (last.verb, last.actor, last.actor_label) == ("route", None, "Otomatis")
    assert take(camat, made.number, seen=3).state == "working"


def test_an_office_above_without_anybody_is_passed_over(world: World, camat: StaffMember) -> None:
    kabupaten = Office.objects.create(
        code="kab-uji", kind="kabupaten", name="Kabupaten Uji", region_id="33.02", address="Jl. 2", number_code="KAB"
    )
    create_staff_member(kabupaten, "kab", PASSWORD, "Ratna", "Inspektorat", ["agency_officer"])
    camat.account.is_active = False
    camat.account.save()
    alone(world)
    assert about_the_head(world).office == kabupaten
