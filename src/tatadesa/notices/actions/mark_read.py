"""A person has seen notices in the application."""

from collections.abc import Collection
from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.notices.models import Notice


def mark_read(account: Account, notice_ids: Collection[UUID] | None = None) -> int:
    """Mark the account's own unread notices as read, all or only ``notice_ids``; gives how many changed.

    A page passes the ids it showed, so that what arrived in between stays unread.
    """
    unread = Notice.objects.filter(account=account, channel=Notice.Channel.IN_APP, state=Notice.State.SENT)
    if notice_ids is not None:
        unread = unread.filter(pk__in=notice_ids)
    return unread.update(state=Notice.State.READ, read_at=now())
