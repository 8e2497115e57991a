"""Reads on notices: a person's own, or those of an application that the asker was already given."""

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.notices.models import Notice, PushSubscription

UNREAD_CAP = 99


def recent(account: Account, limit: int = 30) -> list[Notice]:
    """The account's latest notices in the application, newest first."""
    own = Notice.objects.filter(account=account, channel=Notice.Channel.IN_APP)
    return list(own.order_by("-created_at", "-id")[:limit])


def unread_count(account: Account) -> int:
    """How many of them are unread, counted up to ``UNREAD_CAP`` + 1 so that the cost has a bound."""
    unread = Notice.objects.filter(account=account, channel=Notice.Channel.IN_APP, state=Notice.State.SENT)
    return unread.order_by()[: UNREAD_CAP + 1].count()


def notices_of_application(application: Application) -> list[Notice]:
    """Every notice of an application on every channel with its delivery state, oldest first."""
    told = Notice.objects.filter(event__application=application).select_related("event", "subscription")
    return list(told.order_by("event__position", "created_at", "id"))


def devices(account: Account) -> list[PushSubscription]:
    """The browsers that take push messages for the account, newest first."""
    return list(account.push_subscriptions.order_by("-created_at", "-pk"))
