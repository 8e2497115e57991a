"""Give a person an account at an office."""

from collections.abc import Sequence

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import Account, Role, StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office


@transaction.atomic
def create_staff_member(
    office: Office,
    username: str,
    password: str,
    name: str,
    position: str,
    roles: Sequence[str],
    employee_number: str = "",
    totp_secret: str = "",
) -> StaffMember:
    """Make the account of a staff member; ``totp_secret`` (base32) turns the second factor on."""
    if not roles or any(role not in Role.values for role in roles):
        raise InvalidInput({"roles": "Pilih paling sedikit satu peran."})
    account = Account(kind=Account.Kind.STAFF, login=username)
    account.set_password(password)
    account.save()
    return StaffMember.objects.create(
        account=account,
        office=office,
        name=name,
        position=position,
        roles=list(roles),
        employee_number=employee_number,
        totp_secret=secrets.encrypt(totp_secret) if totp_secret else "",
    )
