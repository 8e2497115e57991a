"""Who can sign in, how they prove it, and what protects that."""

from tatadesa.accounts.models.account import Account, AccountManager, Citizen, Role, StaffMember
from tatadesa.accounts.models.events import AccountEvent
from tatadesa.accounts.models.keys import ConfirmationCode, Device, Passkey, RecoveryCode
from tatadesa.accounts.models.protection import Setback, Throttle

__all__ = [
    "Account",
    "AccountEvent",
    "AccountManager",
    "Citizen",
    "ConfirmationCode",
    "Device",
    "Passkey",
    "RecoveryCode",
    "Role",
    "Setback",
    "StaffMember",
    "Throttle",
]
