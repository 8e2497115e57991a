"""What notices do when something happens elsewhere; named in ``config/wiring.py``."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.messages import unseal_message
from tatadesa.accounts.models import Right, StaffMember
from tatadesa.accounts.secrets import fingerprint
from tatadesa.applications.models import Event, Message
from tatadesa.applications.permissions import may_have_turn
from tatadesa.applications.states import Verb
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.notices.actions.tell_staff import tell_staff
from tatadesa.notices.agencies import tell_agencies
from tatadesa.notices.channels import settings_of, staff_of
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.recipients import ADDRESS
from tatadesa.notices.rounds import About, Telling, begin, begin_outside, end
from tatadesa.notices.rules import Channel, hearings, hearings_of_message
from tatadesa.notices.wording import Words, handed_words, message_words, words_inside


@transaction.atomic
def on_application_event(payload: Mapping[str, str]) -> None:
    """Write the notices of the event ``payload["event_id"]`` and begin a round for each person who is to be rung.

    Running it again, or twice at once, adds nothing: the unique key of a notice decides who writes it.
    """
    event = Event.objects.select_related("application__version", "application__office").get(pk=payload["event_id"])
    _tell_colleague(event)
    _tell_office(event)
    tell_agencies(event)
    for hearing in hearings(event):
        said = words_inside(event, hearing.account_id)
        if Channel.IN_APP in hearing.channels:
            _tell_in_app(event, said, hearing.account_id)
        if Channel.WEB_PUSH in hearing.channels:
            begin(About(event=event), hearing.account_id, event.office_id, said.link)


def _tell_colleague(event: Event) -> None:
    """Whom a request was handed to hears of it on the desk, if that person still works there."""
    if event.verb != Verb.REASSIGN:
        return
    colleague = StaffMember.objects.filter(pk=event.data.get("to"), account__is_active=True).first()
    if colleague is not None and colleague.pk != event.actor_id:
        tell_staff(colleague, f"reassign:{event.pk}", handed_words(event))


def _tell_office(event: Event) -> None:
    """Those of the office that its rules name for this kind of event, on the desk; nobody of their own act."""
    wanted = staff_of(settings_of(event.office_id), event.verb)
    if not wanted:
        return
    application = event.application
    said = Words(
        f"Permohonan {application.number}: {Verb(event.verb).label}"[:120],
        f"Oleh {event.actor_label}"[:240],
        f"/desk/permohonan/{application.number}/",
    )
    for officer in StaffMember.objects.filter(office=application.office_id, account__is_active=True).select_related(
        "office"
    ):
        is_meant = (
            ("author" in wanted and officer.pk == application.author_id)
            or ("step" in wanted and may_have_turn(officer, application))
            or ("signer" in wanted and officer.may(Right.SIGN))
        )
        if is_meant and officer.pk != event.actor_id:
            tell_staff(officer, f"staff:{event.pk}", said)


@transaction.atomic
def on_application_message(payload: Mapping[str, str]) -> None:
    """The same for the message ``payload["message_id"]``; one that was taken back meanwhile is told to nobody."""
    message = Message.objects.select_related("application__version", "application__office").get(
        pk=payload["message_id"]
    )
    said = message_words(message)
    for hearing in hearings_of_message(message):
        _tell_in_app(message, said, hearing.account_id)
        begin(About(message=message), hearing.account_id, message.office_id, said.link)


@transaction.atomic
def on_message_queued(payload: Mapping[str, Any]) -> None:
    """A lower room has a message for an address (``accounts.messages``): it gets the life of every notice."""
    said = unseal_message(payload["sealed"])
    if said is None:
        return
    told = Telling(
        f"{ADDRESS}:{fingerprint(said.to)}",
        said.purpose,
        UUID(payload["office_id"]),
        key=_direct(payload["key"]),
        sealed=payload["sealed"],
        until=datetime.fromtimestamp(payload["until"], UTC),
    )
    if now() < datetime.fromtimestamp(payload["until"], UTC):
        begin_outside(told)


def on_message_over(payload: Mapping[str, Any]) -> None:
    """What that message said is over: a code was used."""
    end(_direct(payload["key"]))


def _direct(key: str) -> str:
    return f"direct:{key}"


def on_account_signed_out(payload: Mapping[str, Any]) -> None:
    """The devices in ``payload["devices"]`` were signed out, perhaps from afar: they get no more push messages."""
    gone = PushSubscription.objects.filter(account=payload["account_id"], signed_in_device__in=payload["devices"])
    gone.delete()


def _about(source: Event | Message) -> dict[str, Event | Message]:
    return {"event": source} if isinstance(source, Event) else {"message": source}


def _tell_in_app(source: Event | Message, said: Words, account_id: UUID) -> None:
    _, is_new = Notice.objects.get_or_create(
        account_id=account_id,
        **_about(source),
        channel=Channel.IN_APP,
        target="",
        defaults={
            "office_id": source.office_id,
            "title": said.title,
            "body": said.body,
            "link": said.link,
            "state": Notice.State.SENT,
            "sent_at": now(),
        },
    )
    if is_new:
        live.publish([live.citizen_topic(account_id)], "notice", {"number": source.application.number})
