"""Jobs of this room: send one message to a person's phone or e-mail, throw away what protects nothing any more."""

import json
import logging

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from tatadesa.accounts import secrets, sweeping
from tatadesa.accounts.ports import Channel, Message, Outcome, sender
from tatadesa.core.clock import now

logger = logging.getLogger(__name__)
FIRST_PAUSE_SECONDS = 4
LONGEST_PAUSE_SECONDS = 1800


class Postponed(Exception):
    """The provider asked to come back; ``retry_after`` in seconds when it said when."""

    def __init__(self, retry_after: int | None) -> None:
        super().__init__("postponed by the message provider")
        self.retry_after = retry_after


class GrowingPauses(BaseRetryStrategy):
    """4, 8, 16 ... seconds up to half an hour, never sooner than the provider asked for.

    Without an end: the job itself stops when the message is too old.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        pause = min(FIRST_PAUSE_SECONDS * 2 ** min(job.attempts, 12), LONGEST_PAUSE_SECONDS)
        if isinstance(exception, Postponed) and exception.retry_after is not None:
            pause = max(pause, min(exception.retry_after, LONGEST_PAUSE_SECONDS))
        return RetryDecision(retry_in={"seconds": pause})


@app.task(name="accounts.send_message", queue="messages", retry=GrowingPauses())
def send_message(sealed: str, until: int) -> None:
    """One attempt at the message in ``sealed``; ``until`` (Unix seconds) is when it is no longer worth sending."""
    fields = json.loads(secrets.decrypt(sealed))
    message = Message(**{**fields, "channel": Channel(fields["channel"])})
    if now().timestamp() > until:
        logger.warning("message %s by %s given up: too old", message.purpose, message.channel)
        return
    by = sender(message.channel)
    if not by.is_ready():
        logger.warning("message %s dropped: %s is not set up", message.purpose, message.channel)
        return
    sent = by.send(message)
    if sent.outcome is Outcome.RETRY:
        raise Postponed(sent.retry_after)
    if sent.outcome is Outcome.REFUSED:
        logger.warning("message %s refused by %s: %s", message.purpose, message.channel, sent.reason[:200])


@app.periodic(cron="23 * * * *")
@app.task(name="accounts.sweep", queue="upkeep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    """Remove ended sessions, their devices, old codes and forgotten tries."""
    sweeping.sweep()
