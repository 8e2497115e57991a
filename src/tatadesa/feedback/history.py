"""One change of a complaint = one state, one event, its queued effects and its live message."""

from tatadesa.accounts.models import Account
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import Conflict
from tatadesa.feedback.models import Complaint, ComplaintEvent
from tatadesa.feedback.states import State, Verb, next_state

# The citizen's own acts carry no name: of a confidential complaint the history is read by those who may not know it.
FILER = "Pelapor"
# What nobody did, such as passing on a complaint nobody here can decide on.
BY_ITSELF = "Otomatis"


def record(
    complaint: Complaint, verb: Verb, *, actor: Account | None, label: str, words: str, note: str = ""
) -> ComplaintEvent:
    """Move the locked ``complaint`` along ``verb`` and write the event; ``note`` stays in the office.

    Saves the complaint with whatever the action set on it. Raises ``Conflict`` when ``verb`` is not possible now.
    """
    state = State.NEW if verb is Verb.COMPLAIN else next_state(complaint.state, verb)
    if state is None:
        raise Conflict(f"Tidak bisa dilakukan: pengaduan ini berstatus “{State(complaint.state).label}”.")
    complaint.state = state
    complaint.event_count += 1
    complaint.save()
    event = ComplaintEvent.objects.create(
        office_id=complaint.office_id,
        complaint=complaint,
        position=complaint.event_count,
        verb=verb,
        state=state,
        actor=actor,
        actor_label=label,
        words=words,
        internal_note=note,
        at=now(),
    )
    emit("complaint.event", {"event_id": str(event.pk)})
    live.publish([live.office_topic(complaint.office_id)], "complaint", {})
    return event
