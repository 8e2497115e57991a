"""The citizens' accounts of an office, as its officers manage them."""

from uuid import UUID

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.permissions import may_manage_citizens
from tatadesa.core.errors import NotAllowed, NotFound


def locked(staff: StaffMember, account_id: UUID) -> Account:
    """The account of a citizen of the officer's own office, its row locked.

    Raises ``NotAllowed`` where the role may not manage accounts, ``NotFound`` for anybody else's.
    """
    if not may_manage_citizens(staff):
        raise NotAllowed("Hanya operator atau sekretaris desa yang mengurus akun warga.")
    rows = Account.objects.select_for_update(of=("self",)).filter(kind=Account.Kind.CITIZEN)
    account = rows.filter(pk=account_id, citizen__office=staff.office_id).first()
    if account is None:
        raise NotFound
    return account
