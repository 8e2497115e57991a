"""What an officer sees of a resident's account."""

from dataclasses import dataclass
from uuid import UUID

from tatadesa.accounts import contacts, devices, history, passkeys
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.permissions import may_manage_citizens
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import NotFound
from tatadesa.residents.models import Resident


@dataclass(frozen=True)
class AccountState:
    """A resident, and the account if there is one. No NIK of anybody else, no codes, no devices by name."""

    resident: Resident
    account: Account | None
    confirmed: dict[str, str]
    devices: int
    passkeys: int
    events: list[AccountEvent]


def account_state(staff: StaffMember, resident_id: UUID) -> AccountState:
    """The state for an officer who manages accounts; ``NotFound`` for other roles and other offices. Five queries."""
    residents = Resident.objects.select_related("office").filter(office=staff.office_id)
    resident = residents.filter(pk=resident_id).first() if may_manage_citizens(staff) else None
    if resident is None:
        raise NotFound
    account = Account.objects.filter(pk=resident.account_id).first() if resident.account_id else None
    if account is None:
        return AccountState(resident, None, {}, 0, 0, [])
    known = {
        Channel(channel).value: contacts.masked(channel, to) for channel, to in contacts.confirmed(account).items()
    }
    return AccountState(
        resident=resident,
        account=account,
        confirmed=known,
        devices=len(devices.devices_of(account)),
        passkeys=len(passkeys.keys_of(account)),
        events=history.events_of(account, limit=10).rows,
    )
