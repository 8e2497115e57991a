"""Hand one push notice to the push service of its device."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.notices import channels, ports, quiet, receipts, wording
from tatadesa.notices.endpoints import is_allowed
from tatadesa.notices.kinds import kind_of
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.ports import Fate, PushResult, PushStatus, PushTarget
from tatadesa.notices.queries import unread_count

logger = logging.getLogger(__name__)
# A status of yesterday is no news; it still stands in the application itself.
KEEP_FOR = timedelta(hours=24)


def deliver_push(notice_id: UUID) -> PushResult | None:
    """Try once and write down how it ended: the result when another try is due, None when it is settled.

    The push service is asked outside any transaction, so a slow one holds no row. A device that left is
    forgotten.
    """
    waiting = Notice.objects.select_related("subscription", "round", "account").filter(state=Notice.State.QUEUED)
    notice = waiting.filter(pk=notice_id).first()
    if notice is None or notice.account is None:
        return None
    left = notice.created_at + KEEP_FOR - now()
    device = notice.subscription
    if left <= timedelta(0):
        _fail(notice, "Tidak sampai dalam 24 jam.")
    elif device is None:
        _fail(notice, "Perangkat tidak lagi menerima pemberitahuan.")
    elif not is_allowed(device.endpoint):
        _fail(notice, "Layanan push ini tidak ada dalam daftar yang diizinkan.")
    else:
        return _settle(notice, device, _send(notice, notice.account, device, int(left.total_seconds())))
    return None


def _send(notice: Notice, person: Account, device: PushSubscription, ttl: int) -> PushResult:
    """The ``topic`` makes a repeat replace the message that still waits for the phone (RFC 8030, section 5.4)."""
    target = PushTarget(device.endpoint, device.p256dh, device.auth, device.key)
    kind = notice.round.kind if notice.round is not None else ""
    settings, wish = channels.settings_of(notice.office_id), channels.wishes_of(person.pk)
    silent = quiet.is_quiet(now(), settings, wish, kind, settings.office.timezone)
    payload = wording.payload(notice, silent=silent, unread=unread_count(person))
    # RFC 8030, section 5.3: at night a sleeping phone need not wake.
    urgency = "low" if silent else kind_of(kind).urgency
    return ports.push().send(target, payload, ttl=ttl, urgency=urgency, topic=notice.pk.hex)


def _settle(notice: Notice, device: PushSubscription, result: PushResult) -> PushResult | None:
    match result.status:
        case PushStatus.DELIVERED:
            receipts.take_in(notice, Fate.SENT)
        case PushStatus.GONE:
            _fail(notice, result.reason)
            device.delete()
        case PushStatus.REFUSED:
            logger.warning("push notice %s refused: %s", notice.pk, result.reason)
            _fail(notice, result.reason)
        case PushStatus.RETRY:
            _still_waiting(notice).update(failure=_short(result.reason))
            return result
    return None


def _fail(notice: Notice, reason: str) -> None:
    receipts.take_in(notice, Fate.FAILED, reason)


def _still_waiting(notice: Notice) -> QuerySet[Notice]:
    """A final state is never overwritten by a late answer."""
    return Notice.objects.filter(pk=notice.pk, state=Notice.State.QUEUED)


def _short(reason: str) -> str:
    return reason[:200]
