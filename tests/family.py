"""Siti and Budi's children, and who serves whom at the counter."""

from datetime import date

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Resident
from tests.people import PASSWORD, World


def child(world: World, name: str = "DIMAS PRATAMA", nik: str = "3302070905179004", **changes: object) -> Resident:
    """A son of Siti and Budi, without an account."""
    values = {
        "office": world.karangsari,
        "family": world.siti.resident.family,
        "nik": nik,
        "name": name,
        "sex": codes.MALE,
        "birth_place": "BANYUMAS",
        "birth_date": date(2017, 5, 9),
        "religion": 1,
        "education": 1,
        "occupation": 3,
        "marital_status": codes.UNMARRIED,
        "family_role": codes.CHILD,
        "father_name": "BUDI SANTOSO",
        "mother_name": "SITI AMINAH",
    }
    return Resident.objects.create(**{**values, **changes})


def elder(world: World) -> Resident:
    """Mbah Karto: RT 003, alone on his family card, no phone and no account."""
    family = Family.objects.create(
        office=world.karangsari, no_kk="3302070101109009", address="Jl. Mawar 9", dusun="Krajan", rt="003", rw="002"
    )
    return child(
        world,
        "KARTO WIRYO",
        "3302070107459005",
        family=family,
        birth_date=date(1945, 7, 1),
        family_role=codes.HEAD,
        education=3,
        occupation=9,
        marital_status=codes.WIDOWED,
    )


def rt_head(world: World, rt: str = "003", rw: str = "002") -> StaffMember:
    """The head of an RT; by default Mbah Karto's and Joko's."""
    made = create_staff_member(world.karangsari, f"rt{rt}{rw}", PASSWORD, "Warsito", f"Ketua RT {rt}", ["rt"])
    made.rt, made.rw = rt, rw
    made.save()
    return made


def tie(resident: Resident, account: Account) -> None:
    """The resident's person has an account from now on."""
    Resident.objects.filter(account=account).update(account=None)
    resident.account = account
    resident.save()
