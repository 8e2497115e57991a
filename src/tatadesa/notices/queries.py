"""Reads on notices: a person's own, or those of an application that the asker was already given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Referral
from tatadesa.core import keyset
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.recipients import REFERRAL

UNREAD_CAP = 99
MOST_OF_APPLICATION = 200


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
    """The newest notices of an application on every channel with their delivery state, at most 200, newest last.

    One query of two halves, as either of them has an index to go through and both together have none.
    """
    rows = Notice.objects.select_related("event", "subscription")
    told = rows.filter(event__application=application).union(rows.filter(message__application=application), all=True)
    return sorted(told.order_by("-created_at", "-id")[:MOST_OF_APPLICATION], key=_place)


def elsewhere(account: Account, rows: Sequence[Notice]) -> dict[UUID, list[Notice]]:
    """For each notice of the account in the application, what it was told of the same thing on other channels.

    By the id of the one in the application, in the order in which they were sent. One query.
    """
    things = {_thing(row): row.pk for row in rows}
    names: dict[str, list[Any]] = {"event": [], "message": [], "occasion": []}
    for kind, name in things:
        names[kind].append(name)
    about = Q(event__in=names["event"]) | Q(message__in=names["message"]) | Q(occasion__in=names["occasion"])
    found: dict[UUID, list[Notice]] = {}
    told = Notice.objects.filter(about, account=account).exclude(channel=Notice.Channel.IN_APP)
    for notice in told.order_by("created_at", "id") if things else ():
        found.setdefault(things[_thing(notice)], []).append(notice)
    return found


def _place(notice: Notice) -> tuple[Any, ...]:
    event = notice.event
    return (event.at if event is not None else notice.created_at, notice.created_at, notice.pk)


def _thing(notice: Notice) -> tuple[str, Any]:
    """What it is about: the occasion of a notice about an event or a message is empty."""
    if notice.event_id is not None:
        return "event", notice.event_id
    return ("message", notice.message_id) if notice.message_id is not None else ("occasion", notice.occasion)


def notices_of_referral(referral: Referral) -> list[Notice]:
    """What the asked side was told of a question, newest first, at most fifty. One query."""
    rows = Notice.objects.filter(account=None, recipient=f"{REFERRAL}:{referral.pk}")
    return list(rows.order_by("-created_at", "-id")[:50])


def devices(account: Account) -> list[PushSubscription]:
    """The browsers that take push messages for the account, newest first."""
    return list(account.push_subscriptions.order_by("-created_at", "-pk"))
