"""A citizen takes a device off the list of those that ring."""

from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.core.errors import NotFound
from tatadesa.notices.models import PushSubscription


def remove_device(account: Account, subscription_id: UUID) -> None:
    """Forget one of the account's own subscriptions; raises ``NotFound`` for another's."""
    removed, _ = PushSubscription.objects.filter(account=account, pk=subscription_id).delete()
    if not removed:
        raise NotFound
