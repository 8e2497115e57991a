"""The colleagues of an office and how they sign in, for its administrator."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tatadesa.accounts.models import Account, Role, StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.accounts.second_factor import is_forced
from tatadesa.core.errors import Conflict, NotFound


@dataclass(frozen=True)
class Colleague:
    """One row of the list."""

    staff: StaffMember
    roles: str
    passkeys: int
    codes_left: int
    must_have: bool

    @property
    def has_any(self) -> bool:
        """True when there is something to take off."""
        return bool(self.staff.totp_secret or self.passkeys)


def colleague(staff: StaffMember, colleague_id: UUID) -> StaffMember:
    """A colleague of the administrator's own office, never oneself. One query.

    Raises ``Conflict`` for oneself: an open desk would be enough. To other roles and for other offices there is nobody
    (``NotFound``).
    """
    return _found(staff, colleague_id, _of_office(staff))


def locked(staff: StaffMember, colleague_id: UUID) -> StaffMember:
    """As ``colleague``, with the row and then the account's held until the transaction ends."""
    row = _found(staff, colleague_id, _of_office(staff).select_for_update(of=("self",)))
    row.account = Account.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return row


def _of_office(staff: StaffMember) -> QuerySet[StaffMember]:
    return StaffMember.objects.select_related("account").filter(office=staff.office_id, account__is_active=True)


def _found(staff: StaffMember, colleague_id: UUID, rows: QuerySet[StaffMember]) -> StaffMember:
    if not may_manage_staff(staff):
        raise NotFound
    if staff.pk == colleague_id:
        raise Conflict("Untuk akun Anda sendiri, minta administrator lain, atau pakai halaman Akun saya.")
    row = rows.filter(pk=colleague_id).first()
    if row is None:
        raise NotFound
    return row


def colleagues_of(staff: StaffMember) -> list[Colleague]:
    """Everybody at the administrator's own office, by name. One query. ``NotFound`` for other roles."""
    if not may_manage_staff(staff):
        raise NotFound
    counted = _of_office(staff).annotate(
        keys=Count("account__passkeys", distinct=True),
        codes=Count("account__recovery_codes", filter=Q(account__recovery_codes__used_at=None), distinct=True),
    )
    return [
        Colleague(
            staff=row,
            roles=", ".join(Role(role).label for role in row.roles),
            passkeys=row.keys,
            codes_left=row.codes,
            must_have=is_forced(row),
        )
        for row in counted.order_by("name", "pk")
    ]
