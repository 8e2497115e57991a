"""Try an office's connection to a courier, at no cost."""

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import NotFound
from tatadesa.core.provider import Account, Check
from tatadesa.deliveries import couriers
from tatadesa.deliveries.permissions import require_setter

_SECONDS = 8.0


def test_account(staff: StaffMember, provider: str) -> tuple[Check, ...]:
    """What works and what does not, line by line, with the values that are saved.

    Raises ``NotAllowed``, ``NotFound`` for an unknown provider, ``TooMany`` after ten tries in ten minutes.
    """
    require_setter(staff)
    courier = couriers.known(provider)
    if courier is None:
        raise NotFound
    spend("courier_test", str(staff.office_id), capacity=10, per_seconds=600)
    row = couriers.look_up(staff.office_id, provider)
    account = couriers.account_from(provider, couriers.values_of(row))
    return courier.test(Account(account.values, timeout_seconds=_SECONDS))
