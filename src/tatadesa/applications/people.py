"""Whom a form may look up: the own family card, for an officer the village; of anybody else only whether facts fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.applications.permissions import may_apply_for_others, served
from tatadesa.core.access_log import record_look, record_looks
from tatadesa.core.errors import TooMany
from tatadesa.forms.lookups import PersonCard
from tatadesa.registrations.names import is_same_name
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import family_members, full_address, place_of, relatives, resident_of
from tatadesa.residents.relations import relation

MATCHED = "dicocokkan dalam permohonan orang lain"
_HOUR, _DAY = 3600, 24 * 3600
# Known to nobody: compared with when no row is there, so that the answer takes as long.
_NOBODY = ("BUKAN SIAPA-SIAPA", date(1, 1, 1))

Triple = tuple[str, str, date]


class Lookups:
    """Lookups for one request (``forms.lookups.People``), by ``author`` about the applicant ``resident``.

    ``client`` is the address that asks, empty where nothing may be asked: autosave, drawing a page, sending what was
    checked before. ``kept`` are answers as last saved: what was asked for them is not asked again.
    """

    at_counter = False

    def __init__(
        self, author: Account, resident: Resident | None, *, client: str = "", kept: Mapping[str, Any] | None = None
    ) -> None:
        self._author, self._resident, self._client = author, resident, client
        self._known = _verdicts(kept or {})

    @cached_property
    def _family(self) -> Sequence[PersonCard]:
        own = resident_of(self._author)
        members = family_members(own) if own is not None else []
        # Someone who has left the card since is a stranger now, and so is the new family.
        return self._cards(members) if own in members else ()

    def family(self) -> Sequence[PersonCard]:
        """The living of the author's own card, the applicant first; nobody when the applicant is not on it."""
        return self._family

    def check(self, nik: str, name: str, birth_date: date) -> bool | None:
        """Whether the three belong together in any register here; None where it is not asked, or too often.

        An unknown NIK and another name or date take the same way and the same time. Whoever was found sees it in the
        own history.
        """
        asked = (nik, name, birth_date)
        if asked not in self._known and self._client:
            try:
                self._spend(nik)
            except TooMany:
                return None
            self._known[asked] = self._ask(*asked)
        return self._known.get(asked)

    def remembered(self, nik: str, name: str, birth_date: date) -> bool | None:
        """What ``check`` has said before, in this request or for the answers as last saved."""
        return self._known.get((nik, name, birth_date))

    def card_by_nik(self, nik: str) -> PersonCard | None:
        """Never."""
        return None

    def family_by_no_kk(self, no_kk: str) -> Sequence[PersonCard]:
        """The own card."""
        return self._family if self._family and self._family[0].no_kk == no_kk else ()

    def _limits(self) -> tuple[tuple[str, str, int, int], ...]:
        return (
            ("match-hour", str(self._author.pk), 10, _HOUR),
            ("match-day", str(self._author.pk), 30, _DAY),
            ("match-address", self._client, 60, _HOUR),
        )

    def _spend(self, nik: str) -> None:
        # Of its own: what is asked stays counted whatever becomes of the form.
        with transaction.atomic(durable=True):
            for action, subject, capacity, seconds in self._limits():
                spend(action, subject, capacity=capacity, per_seconds=seconds)
            # Many accounts that ask about one person.
            spend("match-nik", fingerprint(nik), capacity=30, per_seconds=_DAY)

    def _ask(self, nik: str, name: str, birth_date: date) -> bool:
        rows = list(Resident.objects.filter(nik=nik).exclude(base_status=codes.INVALID).order_by("office_id")[:9])
        fitting = [row for row in rows if _fits(name, birth_date, row.name, row.birth_date)]
        if not rows:
            _fits(name, birth_date, *_NOBODY)
        for row in fitting[:1]:
            record_look(office_id=row.office_id, actor_id=self._author.pk, resident_id=row.pk, purpose=self._purpose)
        return bool(fitting)

    _purpose = MATCHED

    def _cards(self, members: Sequence[Resident]) -> list[PersonCard]:
        """The cards of one family, the applicant first; nobody when the applicant is not one of them."""
        applicant = self._resident
        if applicant is None or applicant not in members:
            return []
        others = [self._card(member, relation(applicant, member)) for member in members if member != applicant]
        return [self._card(applicant), *others]

    @cached_property
    def _place(self) -> Mapping[str, str]:
        return place_of(self._resident.office) if self._resident is not None else {}

    def _card(self, person: Resident, kinship: str = "") -> PersonCard:
        return PersonCard(
            id=str(person.pk),
            nik=person.nik,
            name=person.name,
            birth_place=person.birth_place,
            birth_date=person.birth_date.isoformat(),
            sex=person.get_sex_display(),
            religion=person.get_religion_display(),
            occupation=person.get_occupation_display(),
            marital_status=person.get_marital_status_display(),
            citizenship=person.get_citizenship_display(),
            address=full_address(person.family, person.office, self._place),
            no_kk=person.family.no_kk,
            relation=kinship,
        )


class CounterLookups(Lookups):
    """The same for an officer: the applicant's family, and everybody of the part of the village the officer serves."""

    at_counter = True
    _purpose = "loket"

    def __init__(
        self, staff: StaffMember, resident: Resident, *, client: str = "", kept: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(staff.account, resident, client=client, kept=kept)
        self._staff, self._applicant = staff, resident
        self._found: dict[str, PersonCard | None] = {}

    @cached_property
    def _family(self) -> Sequence[PersonCard]:
        members = family_members(self._applicant)
        self._log([member for member in members if member != self._applicant])
        return self._cards(members)

    def card_by_nik(self, nik: str) -> PersonCard | None:
        """A resident of the village whom the officer serves, also one who has died or left; the look is logged."""
        if nik not in self._found:
            found = self._mine().exclude(base_status=codes.INVALID).filter(nik=nik).first()
            self._found[nik] = self._card(found) if found is not None else None
            if found is not None:
                self._log([found])
        return self._found[nik]

    def family_by_no_kk(self, no_kk: str) -> Sequence[PersonCard]:
        """The living of any card the officer serves; the look is logged."""
        rows = self._mine().filter(family__no_kk=no_kk, base_status=codes.ALIVE)
        members = list(rows.order_by("family_role", "birth_date", "id"))
        self._log(members)
        return [self._card(member) for member in members]

    def _mine(self) -> Any:
        rows = Resident.objects.select_related("family", "office")
        if not may_apply_for_others(self._staff):
            return rows.none()
        return rows.filter(served(self._staff), office=self._staff.office_id)

    def _log(self, people: Sequence[Resident]) -> None:
        ids = [person.pk for person in people]
        record_looks(office_id=self._staff.office_id, actor_id=self._staff.pk, resident_ids=ids, purpose="loket")

    def _limits(self) -> tuple[tuple[str, str, int, int], ...]:
        return (("match-staff", str(self._author.pk), 120, _HOUR),)


def lookups(
    author: Account, resident: Resident | None, *, client: str = "", kept: Mapping[str, Any] | None = None
) -> Lookups:
    """The lookups that go with who fills in."""
    if author.is_staff_member and resident is not None:
        return CounterLookups(author.staff_member, resident, client=client, kept=kept)
    return Lookups(author, resident, client=client, kept=kept)


def parents_for(staff: StaffMember, resident: Resident) -> dict[str, Resident]:
    """The parents as the village's register has them, for a form an officer fills in; the looks are logged."""
    found = relatives(resident)
    ids = [one.pk for one in found.values() if one.family_id != resident.family_id]
    record_looks(office_id=staff.office_id, actor_id=staff.pk, resident_ids=ids, purpose="loket")
    return found


def _fits(name: str, born: date, registered: str, registered_born: date) -> bool:
    """NIK and date are strict, the name is not: ``registrations.names``. Both are always compared."""
    is_same = is_same_name(name, registered)
    return is_same and born == registered_born


def _verdicts(kept: Mapping[str, Any]) -> dict[Triple, bool]:
    """What was asked for the answers, by the three facts; only the server writes ``cocok`` into an answer."""
    found: dict[Triple, bool] = {}
    for value in kept.values():
        if isinstance(value, dict) and isinstance(value.get("cocok"), bool) and value.get("dari") == "lain":
            found[value["nik"], value["nama"], date.fromisoformat(value["tanggal_lahir"])] = value["cocok"]
    return found
