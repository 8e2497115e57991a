"""Short ways to the named people's entries in the register."""

from __future__ import annotations

from datetime import date
from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.residents import codes
from tatadesa.residents.actions.record_birth import record_birth
from tatadesa.residents.models import Family, Mutation, Resident
from tests.people import World


def of(account: Account) -> Resident:
    """The resident of an account as the database has it now."""
    return Resident.objects.select_related("family", "office", "account").get(account=account)


def fresh(resident: Resident) -> Resident:
    """``resident`` as the database has it now."""
    return Resident.objects.select_related("family", "office", "account").get(pk=resident.pk)


def family_of(account: Account) -> Family:
    """The card of an account's resident."""
    return of(account).family


def member(world: World, name: str, role: int = codes.CHILD, **changes: Any) -> Resident:
    """One more person on Budi's and Siti's card; a son born in 2015 unless said otherwise."""
    budi, siti = of(world.budi), of(world.siti)
    values: dict[str, Any] = {
        "nik": f"33020701051590{Resident.objects.count():02}",
        "sex": codes.MALE,
        "birth_place": "BANYUMAS",
        "birth_date": date(2015, 5, 1),
        "religion": 1,
        "education": 2,
        "occupation": 3,
        "marital_status": codes.UNMARRIED,
        "father_name": budi.name,
        "father_nik": budi.nik,
        "mother_name": siti.name,
        "mother_nik": siti.nik,
    }
    return Resident.objects.create(
        office=world.karangsari, family=budi.family, name=name, family_role=role, **{**values, **changes}
    )


def newborn(world: World) -> Resident:
    """A daughter of Budi and Siti without a NIK, entered by the operator."""
    budi, siti = of(world.budi), of(world.siti)
    values = {"name": "NAWANG SEKAR", "sex": codes.FEMALE, "birth_place": "BANYUMAS", "birth_date": date(2026, 9, 3)}
    return record_birth(world.operator, siti.family_id, seen=1, values=values, father=budi.pk, mother=siti.pk)


def entries(resident: Resident) -> list[Mutation]:
    """The history of a resident, oldest first."""
    return list(Mutation.objects.filter(resident=resident).order_by("recorded_at", "id"))


def role(staff: StaffMember, *roles: str, rt: str = "", rw: str = "") -> StaffMember:
    """``staff`` with other roles."""
    staff.roles, staff.rt, staff.rw = list(roles), rt, rw
    staff.save()
    return staff
