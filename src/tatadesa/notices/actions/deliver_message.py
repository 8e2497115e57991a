"""Hand one notice to the provider of its channel."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from tatadesa.core.clock import now
from tatadesa.notices import channels, parties, receipts
from tatadesa.notices.models import ChannelAccount, Notice
from tatadesa.notices.ports import Fate, Outcome, Sent

logger = logging.getLogger(__name__)
KEEP_FOR = timedelta(hours=24)
_LOST = "Jawaban penyedia hilang; mungkin sudah terkirim."


def deliver_message(notice_id: UUID) -> Sent | None:
    """Try once and write down how it ended: the result when another try is due, None when it is settled.

    "Sending" is written before the provider is asked. Whoever finds it so was killed in the middle: the message may be
    out, so it is not sent again on this channel; the round goes on to the next one unless a callback says it arrived.
    The provider is asked outside any transaction, so a slow one holds no row.
    """
    notice = Notice.objects.select_related("account__citizen", "round").filter(pk=notice_id).first()
    if notice is None or notice.state not in (Notice.State.QUEUED, Notice.State.SENDING):
        return None
    if notice.state == Notice.State.SENDING:
        _lost(notice)
        return None
    by, party = channels.known(notice.provider), parties.of_notice(notice)
    to = party.address(notice.channel) if party is not None else ""
    if by is None or party is None or not to:
        _fail(notice, "Orangnya tidak lagi bisa dihubungi lewat saluran ini.")
        return None
    if notice.round is not None and notice.round.until is not None and now() >= notice.round.until:
        _fail(notice, "Sudah tidak berlaku.")
        return None
    if now() - notice.created_at > KEEP_FOR:
        _fail(notice, "Tidak terkirim dalam 24 jam.")
        return None
    if not _rows(notice, Notice.State.QUEUED).update(state=Notice.State.SENDING):
        return None
    message = party.message(notice, to)
    return _settle(notice, by.send(channels.account_of(notice.office_id, by.code), message))


def _settle(notice: Notice, sent: Sent) -> Sent | None:
    """A callback may have been faster than the answer: then only the provider's name is still to be kept."""
    match sent.outcome:
        case Outcome.SENT | Outcome.DELIVERED:
            fate = Fate.DELIVERED if sent.outcome is Outcome.DELIVERED else Fate.SENT
            receipts.take_in(notice, fate, provider_id=sent.provider_id)
            _mark(notice, "")
        case Outcome.RETRY:
            _rows(notice, Notice.State.SENDING).update(state=Notice.State.QUEUED, failure=sent.reason[:200])
            _mark(notice, sent.reason)
            return sent
        case Outcome.UNSURE:
            _lost(notice, sent.reason)
            _mark(notice, sent.reason)
        case Outcome.REFUSED:
            logger.warning("notice %s refused by %s: %s", notice.pk, notice.provider, sent.reason)
            _fail(notice, sent.reason)
    return None


def _lost(notice: Notice, reason: str = "") -> None:
    words = f"{_LOST} {reason}".strip()
    _rows(notice, Notice.State.SENDING).update(state=Notice.State.SENT, sent_at=now(), failure=words[:200])


def _fail(notice: Notice, reason: str) -> None:
    receipts.take_in(notice, Fate.FAILED, reason)


def _mark(notice: Notice, reason: str) -> None:
    """For the office's page: how the provider did last."""
    mine = ChannelAccount.objects.filter(office=notice.office_id, provider=notice.provider)
    if reason:
        mine.update(last_failure=reason[:240], failed_at=now())
    else:
        mine.exclude(last_failure="").update(last_failure="", failed_at=None)


def _rows(notice: Notice, state: str) -> QuerySet[Notice]:
    """A later state is never overwritten by a late answer."""
    return Notice.objects.filter(pk=notice.pk, state=state)
