"""Messages to a person's own phone or e-mail: queued with the change they tell of, sealed until they leave."""

import json
from dataclasses import asdict
from datetime import timedelta

from tatadesa.accounts import secrets, tasks
from tatadesa.accounts.ports import Channel, Message, sender
from tatadesa.core.clock import now
from tatadesa.core.jobs import queue

# News of this kind is worth a retry for a day; a code is dead after its own ten minutes.
GOOD_FOR = timedelta(hours=24)


def available_channels() -> list[Channel]:
    """The channels this installation can send on, in the order they are offered."""
    return [channel for channel in Channel if sender(channel).is_ready()]


def queue_message(message: Message, *, good_for: timedelta = GOOD_FOR) -> None:
    """Queue ``message`` in the present transaction; after ``good_for`` it is no longer tried.

    Address, words and code lie encrypted in the queue's table.
    """
    sealed = secrets.encrypt(json.dumps(asdict(message)))
    queue(tasks.send_message, sealed=sealed, until=int((now() + good_for).timestamp()))
