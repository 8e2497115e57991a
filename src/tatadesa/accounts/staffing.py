"""The accounts of an office's staff, as its administrator makes and changes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tatadesa.accounts import history
from tatadesa.accounts.models import Account, AccountEvent, Right, Role, StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.core.errors import Conflict, NotFound

# Of the events of an account, those an administrator reads: what the office did, not where somebody signed in.
_OF_THE_OFFICE = (
    AccountEvent.Kind.CREATED,
    AccountEvent.Kind.STAFF_CHANGED,
    AccountEvent.Kind.SWITCHED_OFF,
    AccountEvent.Kind.SWITCHED_ON,
    AccountEvent.Kind.SECRET_GIVEN,
    AccountEvent.Kind.FACTOR_RESET,
)


@dataclass(frozen=True)
class Person:
    """One row of the list; ``roles`` count today, ``resting`` are held but out of their term."""

    staff: StaffMember
    roles: str
    resting: str


def require_manager(staff: StaffMember) -> None:
    """Raise ``NotFound`` unless ``staff`` makes accounts at the own office: to others the pages do not exist."""
    if not may_manage_staff(staff):
        raise NotFound


def staff_of(staff: StaffMember) -> list[Person]:
    """Everybody of the administrator's office, those switched off last. One query. ``NotFound`` to other roles."""
    require_manager(staff)
    rows = StaffMember.objects.select_related("account", "office").filter(office=staff.office_id)
    return [_person(row) for row in rows.order_by("-account__is_active", "name", "pk")]


def one_of_staff(staff: StaffMember, colleague_id: UUID) -> StaffMember:
    """A person of the administrator's office, oneself included; ``NotFound`` for anybody else. One query."""
    require_manager(staff)
    rows = StaffMember.objects.select_related("account", "office").filter(office=staff.office_id)
    found = rows.filter(pk=colleague_id).first()
    if found is None:
        raise NotFound
    return found


def held(staff: StaffMember, colleague_id: UUID) -> StaffMember:
    """As ``one_of_staff``, with the person's row and those of all administrators held until the transaction ends.

    In the order of their ids: two administrators who take each other off wait for one another, and the second finds
    the first one's change.
    """
    require_manager(staff)
    office = StaffMember.objects.filter(office=staff.office_id)
    wanted = office.filter(pk=colleague_id) | office.filter(roles__contains=[Role.ADMINISTRATOR])
    list(wanted.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    # The administrator's own row may have changed while this waited.
    acting = StaffMember.objects.select_related("account", "office").get(pk=staff.pk)
    if not acting.account.is_active:
        raise NotFound
    colleague = one_of_staff(acting, colleague_id)
    colleague.account = Account.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    return colleague


def keep_an_administrator(office_id: UUID) -> None:
    """Raise ``Conflict`` when, after the change, nobody who can sign in manages the staff of the office any more."""
    rows = StaffMember.objects.select_related("office").filter(office=office_id, account__is_active=True)
    if not any(may_manage_staff(row) for row in rows.filter(roles__contains=[Role.ADMINISTRATOR])):
        raise Conflict("Kantor harus punya paling sedikit satu administrator. Tunjuk administrator lain dahulu.")


def note(colleague: StaffMember, staff: StaffMember, words: Sequence[str]) -> None:
    """Write into the colleague's history what ``staff`` changed."""
    told = f"Diubah administrator {staff.name}: {' '.join(words)}"
    history.record(colleague.account, AccountEvent.Kind.STAFF_CHANGED, told, actor=staff.account)


def changes_of(colleague: StaffMember, limit: int = 30) -> list[AccountEvent]:
    """What the office has done with a colleague's account, newest first. One query."""
    rows = AccountEvent.objects.filter(account=colleague.pk, kind__in=_OF_THE_OFFICE)
    return list(rows.order_by("-at", "-id")[:limit])


def rights_words(rights: Sequence[str] | set[Right]) -> str:
    """``Menandatangani surat, Mengatur kantor``, in the order of the table."""
    return ", ".join(right.label for right in Right if right in rights) or "tidak ada"


def _person(row: StaffMember) -> Person:
    current = row.current_roles
    words = ", ".join(Role(role).label for role in row.roles if role in current)
    resting = ", ".join(Role(role).label for role in row.roles if role not in current)
    return Person(row, words, resting)
