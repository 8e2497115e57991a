"""The colleagues of an office and how they sign in, for its administrator."""

from dataclasses import dataclass

from django.db.models import Count, Q

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.accounts.second_factor import is_forced
from tatadesa.core.errors import NotFound


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


def colleagues_of(staff: StaffMember) -> list[Colleague]:
    """Everybody at the administrator's own office, by name. One query. ``NotFound`` for other roles."""
    if not may_manage_staff(staff):
        raise NotFound
    rows = StaffMember.objects.select_related("account").filter(office=staff.office_id, account__is_active=True)
    counted = rows.annotate(
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
