"""What became of a message: news from a provider, in any order and any number of times."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tatadesa.core.clock import now
from tatadesa.notices.models import Notice
from tatadesa.notices.ports import Fate
from tatadesa.notices.queueing import queue_round

State = Notice.State
# What each piece of news may change. A later state never goes back: delivered after read stays read, and what arrived
# has not failed, whichever of the two is told first.
_FROM = {
    Fate.SENT: (State.QUEUED, State.SENDING),
    Fate.FAILED: (State.QUEUED, State.SENDING, State.SENT),
    Fate.DELIVERED: (State.QUEUED, State.SENDING, State.SENT, State.FAILED),
    Fate.READ: (State.QUEUED, State.SENDING, State.SENT, State.FAILED, State.DELIVERED),
}


def find(office_id: UUID | None, provider: str, provider_id: str, key: str) -> Notice | None:
    """The notice a provider means, by its own name for it or by ours; of one office, or any with the shared account."""
    sent = Notice.objects.filter(provider=provider)
    if office_id is not None:
        sent = sent.filter(office=office_id)
    wanted = Q(provider_id=provider_id) if provider_id else Q(pk=None)
    identity = _uuid(key)
    if identity is not None:
        wanted |= Q(pk=identity)
    return sent.filter(wanted).first()


def take_in(notice: Notice, fate: Fate, reason: str = "", at: datetime | None = None, provider_id: str = "") -> bool:
    """One statement per piece of news, so two at once cannot undo each other; True when the state changed."""
    moment = min(at or now(), now())
    mine = Notice.objects.filter(pk=notice.pk)
    if provider_id:
        mine.filter(provider_id="").update(provider_id=provider_id[:200])
    changed = _apply(mine.filter(state__in=_FROM[fate]), fate, reason, moment)
    if fate is Fate.DELIVERED and not changed:
        # Read was told first: when it arrived is still worth knowing.
        mine.filter(state=State.READ, delivered_at__gt=moment).update(delivered_at=moment)
    if changed and notice.round_id is not None and fate is not Fate.SENT:
        queue_round(notice.round_id)
    return changed


def _apply(rows: QuerySet[Notice], fate: Fate, reason: str, moment: datetime) -> bool:
    match fate:
        case Fate.SENT:
            return bool(rows.update(state=State.SENT, sent_at=Coalesce("sent_at", moment), failure=""))
        case Fate.FAILED:
            return bool(rows.update(state=State.FAILED, failure=reason[:200] or "Penyedia tidak bisa mengirim."))
        case Fate.DELIVERED:
            return bool(
                rows.update(state=State.DELIVERED, sent_at=Coalesce("sent_at", moment), delivered_at=moment, failure="")
            )
        case Fate.READ:
            return bool(
                rows.update(
                    state=State.READ,
                    sent_at=Coalesce("sent_at", moment),
                    delivered_at=Coalesce("delivered_at", moment),
                    read_at=moment,
                    failure="",
                )
            )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
