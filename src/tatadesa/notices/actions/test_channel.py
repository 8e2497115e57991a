"""Try an office's connection to a provider of messages, without sending anything."""

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import NotFound
from tatadesa.core.provider import Check
from tatadesa.notices import channels
from tatadesa.notices.permissions import require_setter

_SECONDS = 8.0


def test_channel(staff: StaffMember, code: str) -> tuple[Check, ...]:
    """What works and what does not, line by line, with the values that are saved.

    Raises ``NotAllowed``, ``NotFound`` for an unknown provider, ``TooMany`` after ten tries in ten minutes.
    """
    require_setter(staff)
    by = channels.known(code)
    if by is None:
        raise NotFound
    spend("channel_test", str(staff.office_id), capacity=10, per_seconds=600)
    row = channels.look_up(staff.office_id, code)
    return by.test(channels.account_from(code, channels.values_of(row), _SECONDS))
