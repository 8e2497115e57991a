"""The job that sends a one-time link and writes down how it went."""

import json
import logging
from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.accounts import secrets
from tatadesa.accounts.ports import Channel, Message, Outcome, sender
from tatadesa.accounts.tasks import GrowingPauses, Postponed
from tatadesa.applications.models import ReferralLink
from tatadesa.core.clock import now

logger = logging.getLogger(__name__)
Delivery = ReferralLink.Delivery


@app.task(name="applications.send_referral_link", queue="messages", retry=GrowingPauses())
def send_link(link_id: str, sealed: str, until: int) -> None:
    """One attempt at the message in ``sealed``; the link's row says how it went. Given up after ``until`` (Unix)."""
    link = ReferralLink.objects.filter(pk=UUID(link_id), delivery=Delivery.QUEUED).first()
    if link is None:
        return
    fields = json.loads(secrets.decrypt(sealed))
    message = Message(**{**fields, "channel": Channel(fields["channel"])})
    if now().timestamp() > until:
        _note(link, Delivery.FAILED, link.reason or "Terlalu lama tidak terkirim.")
        return
    by = sender(message.channel)
    if not by.is_ready():
        _note(link, Delivery.FAILED, "Saluran ini tidak disiapkan di server.")
        return
    sent = by.send(message)
    match sent.outcome:
        case Outcome.SENT:
            _note(link, Delivery.SENT, "")
        case Outcome.REFUSED:
            _note(link, Delivery.FAILED, sent.reason)
        case Outcome.RETRY:
            _note(link, Delivery.QUEUED, sent.reason)
            raise Postponed(sent.retry_after)


def _note(link: ReferralLink, delivery: str, reason: str) -> None:
    ReferralLink.objects.filter(pk=link.pk).update(delivery=delivery, reason=reason[:200])
