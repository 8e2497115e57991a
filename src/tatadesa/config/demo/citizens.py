"""Which of the invented residents can sign in to the portal. Their PINs are fixed and public: a demo only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.models import Account, Citizen
from tatadesa.config.demo import lives
from tatadesa.config.demo.offices import HOME_VILLAGE, VILLAGES
from tatadesa.config.demo.population import Household, Person
from tatadesa.core.clock import now
from tatadesa.offices.models import Office
from tatadesa.residents import codes
from tatadesa.residents.models import Resident

# Telephone and PIN. The zeros stand where an operator's block of numbers would: nobody is called by mistake.
_HOME_SEATS = (
    ("628120000101", "274913"),
    ("628120000102", "581726"),
    ("628120000103", "396184"),
    ("628120000104", "742058"),
    ("628120000105", "615937"),
    ("628120000106", "823461"),
)
_OTHER_SEATS = (("628120000107", "469275"), ("628120000108", "538692"))


@dataclass(frozen=True)
class DemoCitizen:
    """A person of the invented population who has an account."""

    person: Person
    phone: str
    pin: str


def choose_citizens(home: Sequence[Household], others: Sequence[Sequence[Household]]) -> dict[str, list[DemoCitizen]]:
    """Who gets an account, by village code.

    In the home village six: a husband and wife with children on one card, a man who is a stranger to them, a
    mother who heads her family, a student, and an old man. One head of a family in each other village.
    """
    remaining = list(home)
    couple = _take(remaining, _is_young_couple).members
    student_home = _take(remaining, lambda household: any(map(_is_student, household.members)))
    people = [
        couple[0],
        couple[1],
        _take(remaining, _is_couple_aged(40, 60)).members[0],
        _take(remaining, _is_mother_alone).members[0],
        next(filter(_is_student, student_home.members)),
        _take(remaining, _is_couple_aged(62, 75)).members[0],
    ]
    chosen = {HOME_VILLAGE: [DemoCitizen(person, *seat) for person, seat in zip(people, _HOME_SEATS, strict=True)]}
    for code, seat, village in zip(VILLAGES[1:], _OTHER_SEATS, others, strict=True):
        head = _take(list(village), _is_young_couple).members[0]
        chosen[code] = [DemoCitizen(head, *seat)]
    return chosen


def open_citizen_accounts(office: Office, citizens: Sequence[DemoCitizen]) -> list[Account]:
    """Accounts for ``citizens``, tied to their rows in the register."""
    accounts = []
    for citizen in citizens:
        person = citizen.person
        account = create_citizen(office, person.nik, citizen.pin, person.name, citizen.phone, phone_confirmed_at=now())
        Resident.objects.filter(office=office, nik=person.nik).update(account=account, phone=citizen.phone)
        accounts.append(account)
    return accounts


def citizen_entries() -> list[dict[str, str]]:
    """The citizens as ``demo.json`` lists them, read back from the database by their telephone numbers."""
    seats = (*_HOME_SEATS, *_OTHER_SEATS)
    found = Citizen.objects.select_related("account", "office").filter(phone__in=dict(seats))
    citizens = {citizen.phone: citizen for citizen in found}
    return [
        {"nik": citizen.account.login, "pin": pin, "name": citizen.name, "office": citizen.office.code}
        for phone, pin in seats
        if (citizen := citizens.get(phone)) is not None
    ]


def _take(households: list[Household], wanted: Callable[[Household], bool]) -> Household:
    """The first household of that sort; it is not offered again."""
    found = next(household for household in households if wanted(household))
    households.remove(found)
    return found


def _is_couple_aged(youngest: int, oldest: int) -> Callable[[Household], bool]:
    def matches(household: Household) -> bool:
        head = household.members[0]
        return head.sex == codes.MALE and head.marital_status == codes.MARRIED and youngest <= head.age <= oldest

    return matches


def _is_young_couple(household: Household) -> bool:
    children = [one for one in household.members if one.family_role == codes.CHILD and one.age < 17]
    return _is_couple_aged(30, 45)(household) and len(children) >= 2


def _is_mother_alone(household: Household) -> bool:
    head = household.members[0]
    return head.sex == codes.FEMALE and head.age < 50 and len(household.members) > 1


def _is_student(person: Person) -> bool:
    return 18 <= person.age <= 22 and person.family_role == codes.CHILD and person.occupation == lives.PUPIL
