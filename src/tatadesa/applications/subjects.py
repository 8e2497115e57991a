"""Whom somebody may apply for: citizens for the people of their own family card, officers for those of the village."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import Account
from tatadesa.core.clock import office_today
from tatadesa.core.errors import NotFound
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import age_on, household_of
from tatadesa.residents.relations import relation

_NOT_IN_FAMILY = "Orang ini tidak ada di Kartu Keluarga Anda. Pilih lagi untuk siapa permohonan ini."


@dataclass(frozen=True)
class Subject:
    """Whom an application is about; ``relation`` says what that person is to the author, empty for oneself."""

    resident: Resident
    relation: str

    @property
    def age(self) -> int:
        """In whole years, on the office's date."""
        return age_on(office_today(self.resident.office.timezone), self.resident.birth_date)


def family_of(account: Account) -> list[Subject]:
    """Everybody a citizen may apply for, the citizen first; nobody when the account's own person does not live here."""
    members = household_of(account)
    own = next((member for member in members if member.account_id == account.pk), None)
    if own is None:
        return []
    others = [Subject(member, relation(own, member)) for member in members if member != own]
    return [Subject(own, ""), *others]


def subject_in(family: list[Subject], resident_id: UUID | None) -> Subject | None:
    """The one of ``family`` with this id, the citizen without one; None for an empty family.

    Raises ``NotFound`` for anybody else, also for one who has died or moved away.
    """
    if resident_id is None:
        return family[0] if family else None
    found = next((subject for subject in family if subject.resident.pk == resident_id), None)
    if found is None:
        raise NotFound(_NOT_IN_FAMILY)
    return found


def hold(account: Account, resident_id: UUID | None) -> None:
    """Hold the rows of the account's own person and of ``resident_id``, so that the family stays as it is read next.

    Always in one order, and without the family's row: a joined row would be the one from before the wait.
    """
    rows = Resident.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(Q(account=account) | Q(pk=resident_id)).order_by("pk").values_list("pk"))
