"""Reads on notices: a person's own, or those of an application that the asker was already given."""

from dataclasses import dataclass

from django.db.models import Q

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Referral
from tatadesa.core import keyset
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.recipients import REFERRAL

UNREAD_CAP = 99


@dataclass(frozen=True)
class Page:
    """Notices of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Notice]
    next: str


def recent(account: Account, after: str | None = None, limit: int = 20) -> Page:
    """One page of the account's notices in the application, newest first."""
    own = Notice.objects.filter(account=account, channel=Notice.Channel.IN_APP)
    if after:
        moment, identity = keyset.decode(after)
        # The second condition is implied by the first, but lets the index begin at the key.
        own = own.filter(Q(created_at__lt=moment) | Q(created_at=moment, id__lt=identity), created_at__lte=moment)
    found = list(own.order_by("-created_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].created_at, shown[-1].id) if len(found) > limit else "")


def unread_count(account: Account) -> int:
    """How many of them are unread, counted up to ``UNREAD_CAP`` + 1 so that the cost has a bound."""
    unread = Notice.objects.filter(account=account, channel=Notice.Channel.IN_APP, state=Notice.State.SENT)
    return unread.order_by()[: UNREAD_CAP + 1].count()


def notices_of_application(application: Application) -> list[Notice]:
    """Every notice of an application on every channel with its delivery state, oldest first."""
    told = Notice.objects.filter(Q(event__application=application) | Q(message__application=application))
    rows = told.select_related("event", "subscription")
    return list(rows.order_by("event__position", "created_at", "id"))


def notices_of_referral(referral: Referral) -> list[Notice]:
    """What the asked side was told of a question, newest first, at most fifty. One query."""
    rows = Notice.objects.filter(account=None, recipient=f"{REFERRAL}:{referral.pk}")
    return list(rows.order_by("-created_at", "-id")[:50])


def devices(account: Account) -> list[PushSubscription]:
    """The browsers that take push messages for the account, newest first."""
    return list(account.push_subscriptions.order_by("-created_at", "-pk"))
