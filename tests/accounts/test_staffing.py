"""How an administrator makes and changes the accounts of colleagues."""

import uuid
from datetime import timedelta

import pytest

from tatadesa.accounts import staffing
from tatadesa.accounts.actions.add_staff_member import add_staff_member
from tatadesa.accounts.actions.change_rights import change_rights
from tatadesa.accounts.actions.change_staff_member import change_staff_member
from tatadesa.accounts.actions.set_term import set_term
from tatadesa.accounts.actions.switch_staff_member import switch_staff_member
from tatadesa.accounts.models import AccountEvent, Device, Right, Role, StaffMember, Term
from tatadesa.accounts.staff_form import Details, read_details, read_term, read_username
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tests.administration.people import administrator
from tests.people import PASSWORD, World


@pytest.fixture
def admin(world: World) -> StaffMember:
    return administrator(world.karangsari)


def details(**said: object) -> Details:
    usual = {"name": "Agus Riyanto", "position": "Kasi Pelayanan", "roles": (Role.KASI,)}
    return Details(**{**usual, **said})  # type: ignore[arg-type]


def test_a_new_colleague_has_a_password_for_three_days(admin: StaffMember) -> None:
    added = add_staff_member(admin, "ratna", details(), own_password=PASSWORD)
    account = added.colleague.account
    assert account.check_password(added.password)
    assert account.temporary_until is not None
    assert account.temporary_until < now() + timedelta(days=3, minutes=1)
    assert AccountEvent.objects.get(account=account).kind == AccountEvent.Kind.CREATED


def test_a_name_that_is_taken_and_an_open_desk(admin: StaffMember) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_staff_member(admin, "operator", details(), own_password=PASSWORD)
    assert set(refused.value.errors) == {"pengguna"}
    with pytest.raises(InvalidInput) as refused:
        add_staff_member(admin, "ratna", details(), own_password="salah")
    assert set(refused.value.errors) == {"rahasia"}


def test_only_administrators(world: World) -> None:
    with pytest.raises(NotFound):
        add_staff_member(world.kades, "ratna", details(), own_password=PASSWORD)
    with pytest.raises(NotFound):
        change_staff_member(world.kades, world.operator.pk, details())


def test_another_offices_people_do_not_exist(admin: StaffMember, world: World) -> None:
    for act in (
        lambda: change_staff_member(admin, world.stranger_operator.pk, details()),
        lambda: change_rights(admin, world.stranger_operator.pk, []),
        lambda: set_term(admin, world.stranger_operator.pk, "kades", Term()),
        lambda: switch_staff_member(admin, world.stranger_operator.pk, on=False),
        lambda: staffing.one_of_staff(admin, uuid.uuid4()),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_change_stands_in_the_colleagues_history(admin: StaffMember, world: World) -> None:
    assert change_staff_member(admin, world.operator.pk, details(roles=(Role.OPERATOR, Role.SEKDES)))
    changed = StaffMember.objects.get(pk=world.operator.pk)
    assert changed.name == "Agus Riyanto"
    [event] = staffing.changes_of(changed)
    assert "Peran: Operator → Operator, Sekretaris Desa." in event.words
    assert event.actor == admin.account
    assert not change_staff_member(admin, world.operator.pk, details(roles=(Role.OPERATOR, Role.SEKDES)))


def test_the_last_administrator_stays(admin: StaffMember) -> None:
    with pytest.raises(Conflict, match="administrator"):
        change_staff_member(admin, admin.pk, details())
    with pytest.raises(Conflict, match="administrator"):
        change_rights(admin, admin.pk, [])
    admin.refresh_from_db()
    assert admin.roles == ["administrator"]


def test_with_a_second_one_the_first_may_go(admin: StaffMember, world: World) -> None:
    second = administrator(world.karangsari, "admin-2")
    assert switch_staff_member(second, admin.pk, on=False)
    with pytest.raises(Conflict, match="administrator"):
        change_staff_member(second, second.pk, details())
    with pytest.raises(NotFound):
        switch_staff_member(admin, second.pk, on=False)


def test_switching_off_signs_out_and_can_be_taken_back(admin: StaffMember, world: World) -> None:
    moment = {"created_at": now(), "last_seen_at": now()}
    Device.objects.create(account=world.operator.account, session_key="uji", label="Chrome", **moment)
    switch_staff_member(admin, world.operator.pk, on=False)
    assert not Device.objects.filter(account=world.operator.account).exists()
    with pytest.raises(Conflict):
        switch_staff_member(admin, world.operator.pk, on=False)
    assert switch_staff_member(admin, world.operator.pk, on=True).account.is_active
    with pytest.raises(Conflict):
        switch_staff_member(admin, admin.pk, on=False)


def test_rights_follow_roles_until_somebody_says_otherwise(admin: StaffMember, world: World) -> None:
    assert world.operator.rights == {Right.SEE, Right.DECIDE}
    assert world.kades.may(Right.SIGN)
    assert not admin.may(Right.SEE)
    change_rights(admin, world.operator.pk, [Right.SEE, Right.SIGN])
    changed = StaffMember.objects.get(pk=world.operator.pk)
    assert changed.rights == {Right.SEE, Right.SIGN}
    assert (changed.rights_given, changed.rights_taken) == (["sign"], ["decide"])
    change_rights(admin, world.operator.pk, [Right.SEE, Right.DECIDE])
    assert StaffMember.objects.get(pk=world.operator.pk).rights_given == []
    with pytest.raises(InvalidInput):
        change_rights(admin, world.operator.pk, ["semua"])


@pytest.mark.parametrize(("begins", "ends", "counts"), [(-1, 1, True), (0, 0, True), (1, 2, False), (-2, -1, False)])
def test_a_role_counts_within_its_term_only(
    admin: StaffMember, world: World, begins: int, ends: int, *, counts: bool
) -> None:
    today = office_today("Asia/Jakarta")
    term = Term(today + timedelta(days=begins), today + timedelta(days=ends))
    set_term(admin, world.kades.pk, Role.KADES, term)
    changed = StaffMember.objects.select_related("office").get(pk=world.kades.pk)
    assert changed.has_role(Role.KADES) is counts
    assert changed.may(Right.SIGN) is counts
    [row] = [row for row in staffing.staff_of(admin) if row.staff.pk == world.kades.pk]
    assert (row.roles, row.resting) == (("Kepala Desa", "") if counts else ("", "Kepala Desa"))


def test_a_given_right_ends_with_the_last_term(admin: StaffMember, world: World) -> None:
    change_rights(admin, world.operator.pk, [Right.SEE, Right.DECIDE, Right.SIGN])
    yesterday = office_today("Asia/Jakarta") - timedelta(days=1)
    set_term(admin, world.operator.pk, Role.OPERATOR, Term(None, yesterday))
    assert StaffMember.objects.get(pk=world.operator.pk).rights == set()


def test_the_administrator_has_no_term(admin: StaffMember) -> None:
    with pytest.raises(InvalidInput):
        set_term(admin, admin.pk, Role.ADMINISTRATOR, Term())


@pytest.mark.parametrize("typed", ["", "ab", "Sri Wahyuni", "a" * 41, "sri\0", "sri/../x", "śri"])
def test_user_names_that_cannot_be(typed: str) -> None:
    if typed == "sri\0":
        assert read_username(typed) == "sri"
        return
    with pytest.raises(InvalidInput):
        read_username(typed)


def test_what_is_said_of_a_person_is_checked() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_details(name=" ", position="", roles=["raja"], employee_number="9" * 31)
    assert set(refused.value.errors) == {"nama", "jabatan", "peran", "nip"}
    with pytest.raises(InvalidInput) as refused:
        read_details(name="A", position="B", roles=["rt"], rt="tiga")
    assert set(refused.value.errors) == {"rt", "rw"}
    assert read_details(name="A", position="B", roles=["rt"], rt="3", rw="1").rt == "003"


def test_an_acting_head_needs_a_decree_and_a_period() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_term(begins="", ends="", acting="plt", decree="", decree_date="")
    assert set(refused.value.errors) == {"sk", "tanggal_sk", "mulai", "sampai"}
    with pytest.raises(InvalidInput) as refused:
        read_term(begins="2026-02-01", ends="2026-01-01", acting="raja", decree="", decree_date="kemarin")
    assert set(refused.value.errors) == {"sampai", "sebagai", "tanggal_sk"}
