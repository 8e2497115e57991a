"""Messages to an address (a phone, a mailbox) instead of an account: said here, carried by whoever listens above.

This room says *that* somebody must be told and on which channel; notices choose the provider, go on to the next channel
and follow what becomes of it.
"""

import json
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from tatadesa.accounts import secrets
from tatadesa.accounts.ports import Channel, Message, reach
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.ids import uuid7

# News of this kind is worth a retry for a day; a code is dead after its own ten minutes.
GOOD_FOR = timedelta(hours=24)


def available_channels(office_id: UUID | None) -> list[Channel]:
    """The channels that carry messages of an office, in the order they are offered.

    With None those of any office: where it is not yet known, or not to be told, whose messages they are.
    """
    return reach().channels(office_id)


def queue_message(message: Message, office_id: UUID, *, good_for: timedelta = GOOD_FOR, key: str = "") -> None:
    """Have ``message`` sent in the name of an office, once the present transaction is committed.

    After ``good_for`` it is no longer tried. ``key`` names it for ``end_message``. Address, words and code travel and
    wait encrypted, and are deleted when the message has had its end.
    """
    payload = {
        "key": key or str(uuid7()),
        "office_id": str(office_id),
        "sealed": secrets.encrypt(json.dumps(asdict(message))),
        "until": int((now() + good_for).timestamp()),
    }
    emit("message.queued", payload)


def unseal_message(sealed: str) -> Message | None:
    """The message in ``payload["sealed"]``; None when it was deleted or sealed under another secret of the server."""
    try:
        fields = json.loads(secrets.decrypt(sealed)) if sealed else None
    except ValueError:
        return None
    return Message(**{**fields, "channel": Channel(fields["channel"])}) if fields else None


def end_message(key: str) -> None:
    """What the message named ``key`` said is over: it goes out no more, and its words are deleted."""
    emit("message.over", {"key": key})
