"""Who can sign in, how they prove it, and what protects that."""

from tatadesa.accounts.models.account import Account, AccountManager, Citizen, StaffMember
from tatadesa.accounts.models.events import AccountEvent
from tatadesa.accounts.models.keys import ConfirmationCode, Device, Passkey, RecoveryCode
from tatadesa.accounts.models.protection import Setback, Throttle
from tatadesa.accounts.models.roles import ROLE_RIGHTS, Acting, Right, Role, Term

__all__ = [
    "ROLE_RIGHTS",
    "Account",
    "AccountEvent",
    "AccountManager",
    "Acting",
    "Citizen",
    "ConfirmationCode",
    "Device",
    "Passkey",
    "RecoveryCode",
    "Right",
    "Role",
    "Setback",
    "StaffMember",
    "Term",
    "Throttle",
]
