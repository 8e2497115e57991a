"""Try an office's connection to a provider of messages, without sending anything."""

from tatadesa.accounts.models import StaffMember
from tatadesa.core.provider import Check
from tatadesa.notices import channels
from tatadesa.notices.permissions import require_setter


def test_channel(staff: StaffMember, code: str) -> tuple[Check, ...]:
    """What works and what does not, as ``ProviderAccounts.test``; raises ``NotAllowed`` besides."""
    require_setter(staff)
    return channels.ACCOUNTS.test(staff, code)
