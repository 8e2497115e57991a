"""What happened to a registration, in words for an officer. Never a NIK, a name or a contact in it."""

from tatadesa.accounts.models import Account
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.registrations.models import Registration, RegistrationEvent


def record(registration: Registration, verb: str, state: str, actor: Account | None, words: str) -> RegistrationEvent:
    """Add one entry, in the caller's transaction. ``actor`` is None for the person and for what happens by itself.

    Tells the open screens of the office, unless it is about something that was never sent.
    """
    if registration.sent_at is not None:
        about = {"id": str(registration.pk), "state": state}
        live.publish([live.office_topic(registration.office_id)], "registration", about)
    return RegistrationEvent.objects.create(
        office_id=registration.office_id,
        registration=registration,
        verb=verb,
        state=state,
        actor=actor,
        words=words[:500],
        at=now(),
    )
