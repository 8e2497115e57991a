"""A browser stops taking push messages."""

from tatadesa.accounts.models import Account
from tatadesa.notices.models import PushSubscription


def unsubscribe(account: Account, endpoint: str) -> bool:
    """Forget the account's own device at ``endpoint``; False when there is none. Waiting messages fail."""
    if not endpoint.isprintable():  # PostgreSQL has no place for a NUL, and no endpoint of ours has one
        return False
    removed, _ = PushSubscription.objects.filter(account=account, endpoint=endpoint).delete()
    return removed > 0
