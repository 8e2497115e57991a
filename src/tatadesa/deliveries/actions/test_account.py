"""Try an office's connection to a courier, at no cost."""

from tatadesa.accounts.models import StaffMember
from tatadesa.core.provider import Check
from tatadesa.deliveries import couriers
from tatadesa.deliveries.permissions import require_setter


def test_account(staff: StaffMember, provider: str) -> tuple[Check, ...]:
    """What works and what does not, as ``ProviderAccounts.test``; raises ``NotAllowed`` besides."""
    require_setter(staff)
    return couriers.ACCOUNTS.test(staff, provider)
