"""Who hears of what, on which channels. Pure: looks at an event and its application only."""

from dataclasses import dataclass
from uuid import UUID

from tatadesa.applications.models import Event, Message
from tatadesa.applications.states import Verb
from tatadesa.notices.models import Notice

Channel = Notice.Channel
# What a person did is confirmed on the next page they see; the phone in their hand need not ring.
_CONFIRMED = frozenset({Verb.SUBMIT})
# Told in the history only: an agency that is reminded changes nothing for the citizen.
_QUIET = frozenset({Verb.REMIND})


@dataclass(frozen=True)
class Hearing:
    """One person and the channels on which that person hears of an event."""

    account_id: UUID
    channels: frozenset[Channel]


def hearings(event: Event) -> list[Hearing]:
    """Owner and applicant hear of every event but their own acts; a submission is confirmed in-app only.

    An application made at the counter for somebody without an account is heard of by nobody.
    """
    heard = [(account_id, _channels(event, account_id)) for account_id in event.application.reader_ids]
    return [Hearing(account_id, channels) for account_id, channels in heard if channels]


def hearings_of_message(message: Message) -> list[Hearing]:
    """Owner and applicant hear that the office has written. Officers see it in their inbox."""
    if not message.is_from_office or message.withdrawn_at is not None:
        return []
    channels = frozenset({Channel.IN_APP, Channel.WEB_PUSH})
    return [Hearing(account_id, channels) for account_id in message.application.reader_ids]


def _channels(event: Event, account_id: UUID) -> frozenset[Channel]:
    if event.verb in _QUIET:
        return frozenset()
    if event.actor_id != account_id:
        return frozenset({Channel.IN_APP, Channel.WEB_PUSH})
    return frozenset({Channel.IN_APP}) if event.verb in _CONFIRMED else frozenset()
