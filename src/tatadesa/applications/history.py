"""One change = one state, one event, its queued effects and its live message, in the caller's transaction."""

from collections.abc import Mapping
from typing import Any

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application, Event, Referral
from tatadesa.applications.states import FINAL_STATES, State, Verb, next_state
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import Conflict


def staff_label(staff: StaffMember) -> str:
    """How an officer is named in the history: ``Sri Wahyuni, Operator Pelayanan``."""
    return f"{staff.name}, {staff.position}"


def citizen_label(application: Application, account: Account) -> str:
    """How a citizen is named in the history: the author by that name, else as the applicant."""
    is_author = application.author_id == account.pk and application.author_label
    return application.author_label if is_author else application.applicant_name


def record(
    application: Application,
    verb: Verb,
    *,
    actor: Account | None,
    label: str,
    words: str,
    note: str = "",
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Move the locked ``application`` along ``verb`` and write the event.

    ``words`` is what the citizen reads, ``note`` stays in the office; without an ``actor`` it came by itself or through
    a link. Saves the application with whatever the action
    set on it. Raises ``Conflict`` when ``verb`` is not possible in the present state.
    """
    state = State(application.state) if verb is Verb.SUBMIT else next_state(application.state, verb)
    if state is None:
        raise Conflict(f"Tidak bisa dilakukan: permohonan ini berstatus “{State(application.state).label}”.")
    application.state = state
    known = dict(data or {})
    if state in FINAL_STATES and application.open_referrals:
        known["ends"] = _end_referrals(application)
    application.event_count += 1
    application.save()
    event = Event.objects.create(
        office_id=application.office_id,
        application=application,
        position=application.event_count,
        verb=verb,
        state=state,
        actor=actor,
        actor_label=label,
        words=words,
        internal_note=note,
        data=known,
        at=now(),
    )
    emit("application.event", {"event_id": str(event.id)})
    announce(application)
    return event


def announce(application: Application, *, to_citizens: bool = True) -> None:
    """Tell open pages that something about ``application`` is new; ``to_citizens`` unless only officers see it."""
    readers = application.reader_ids if to_citizens else []
    topics = [
        live.application_topic(application.id),
        live.office_topic(application.office_id),
        *(live.citizen_topic(account_id) for account_id in readers),
    ]
    data: dict[str, str | int] = {
        "number": application.number,
        "state": application.state,
        "position": application.event_count,
    }
    live.publish(topics, "application", data)


def _end_referrals(application: Application) -> list[str]:
    """Nobody need answer any more: whoever was asked sees nothing from now on. Gives the ids for the event to name."""
    waiting = application.referrals.filter(state=Referral.State.OPEN)
    found = list(waiting.order_by("asked_at", "pk").values_list("pk", "to_office_id"))
    waiting.update(state=Referral.State.WITHDRAWN, answered_at=now(), note="Permohonan sudah berakhir.")
    application.open_referrals = 0
    offices = [live.office_topic(office_id) for _, office_id in found if office_id is not None]
    live.publish(offices, "referral", {"number": application.number})
    return [str(referral_id) for referral_id, _ in found]
