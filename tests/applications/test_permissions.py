"""Whose data whom concerns: a role that has no part in a service reads nothing of it."""

import uuid

import pytest

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications import inbox, queries
from tatadesa.applications.actions.take import take
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import Application, Step
from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.letters import queries as letters
from tests.letters.stages import issued
from tests.people import PASSWORD, World, sent


def officer(world: World, *roles: Role, rt: str = "001", rw: str = "002") -> StaffMember:
    """An officer who looks after the part of the village where Siti and Budi live."""
    made = create_staff_member(world.karangsari, uuid.uuid4().hex, PASSWORD, "Warsito", "Ketua RT 001", list(roles))
    made.rt, made.rw = rt, rw
    made.save()
    return made


def sees(staff: StaffMember, application: Application) -> bool:
    """True when every read shows it, False when none does."""
    number, attachment = application.number, application.attachments.get()
    shown = [number in [row.number for row in inbox.inbox(staff, Wanted("semua")).rows]]
    shown.append(sum(inbox.counts(staff).values()) > 0)
    for read in (
        lambda: queries.of_office(staff, number),
        lambda: queries.attachment_of_office(staff, number, attachment.pk),
    ):
        try:
            read()
            shown.append(True)
        except NotFound:
            shown.append(False)
    assert len(set(shown)) == 1, shown
    return shown[0]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RT, Role.RW])
def test_a_role_without_a_part_in_it_reads_nothing(world: World, role: Role) -> None:
    assert not sees(officer(world, role), sent(world.siti, world.version))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER])
def test_who_works_at_the_office_reads_all_of_it(world: World, role: Role) -> None:
    assert sees(officer(world, role, Role.ADMINISTRATOR), sent(world.siti, world.version))


def test_a_step_for_the_role_opens_that_application_alone(world: World) -> None:
    one, other = sent(world.siti, world.version), sent(world.joko, world.version)
    Step.objects.filter(application=one, position=0).update(roles=[Role.RT])
    assert sees(officer(world, Role.RT), one)
    assert not sees(officer(world, Role.RW), one)
    with pytest.raises(NotFound):
        queries.of_office(officer(world, Role.RT), other.number)


@pytest.mark.parametrize(("rt", "rw"), [("003", "002"), ("001", "001"), ("", ""), ("001", "")])
def test_an_rt_head_reads_and_does_nothing_outside_the_own_rt(world: World, rt: str, rw: str) -> None:
    application = sent(world.siti, world.version)
    Step.objects.filter(application=application, position=0).update(roles=[Role.RT])
    neighbour = officer(world, Role.RT, rt=rt, rw=rw)
    assert not sees(neighbour, application)
    with pytest.raises(NotAllowed):
        take(neighbour, application.number)
    assert take(officer(world, Role.RT), application.number).taken_by is not None


def test_an_rw_head_looks_after_every_rt_of_the_rw(world: World) -> None:
    for application in (sent(world.siti, world.version), sent(world.joko, world.version)):
        Step.objects.filter(application=application, position=0).update(roles=[Role.RW])
        assert take(officer(world, Role.RW, rt=""), application.number)


def test_letters_follow_their_application(world: World) -> None:
    letter = issued(world)
    outsider = officer(world, Role.RT, Role.ADMINISTRATOR)
    assert letters.of_office(outsider).rows == []
    with pytest.raises(NotFound):
        letters.letter_of_office(outsider, letter.pk)
