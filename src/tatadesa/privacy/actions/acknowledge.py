"""Note that a person has read the privacy statement."""

from datetime import datetime

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.privacy.models import Acknowledgement


def acknowledge(account: Account, version: str, at: datetime | None = None) -> Acknowledgement:
    """The first time counts; reading the same version again changes nothing. ``at`` is now when not given."""
    if not account.is_citizen:
        raise NotFound
    row, _ = Acknowledgement.objects.get_or_create(
        account=account, version=version, defaults={"office_id": account.citizen.office_id, "at": at or now()}
    )
    return row
