"""Who hears of what, on which channels. Pure: looks at an event and its application only."""

from dataclasses import dataclass
from uuid import UUID

from tatadesa.applications.models import Event
from tatadesa.applications.states import Verb
from tatadesa.notices.models import Notice

Channel = Notice.Channel
# What a person did is confirmed on the next page they see; the phone in their hand need not ring.
_CONFIRMED = frozenset({Verb.SUBMIT})


@dataclass(frozen=True)
class Hearing:
    """One person and the channels on which that person hears of an event."""

    account_id: UUID
    channels: frozenset[Channel]


def hearings(event: Event) -> list[Hearing]:
    """The applicant hears of every event but their own acts; a submission is confirmed in-app only."""
    applicant = event.application.citizen_id
    if event.actor_id != applicant:
        return [Hearing(applicant, frozenset({Channel.IN_APP, Channel.WEB_PUSH}))]
    if event.verb in _CONFIRMED:
        return [Hearing(applicant, frozenset({Channel.IN_APP}))]
    return []
