"""A round: one party's turn through the channels for one thing that happened.

The first channel that can reach the person sends; when it fails, or has not arrived within the office's time, the next
one has its turn. Whoever has read the notice in the application meanwhile is told no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Event, Message
from tatadesa.applications.states import State
from tatadesa.core.clock import now
from tatadesa.notices import channels, parties
from tatadesa.notices.facts import Facts, facts_of
from tatadesa.notices.kinds import Channel, Kind, kind_of, kind_of_occasion
from tatadesa.notices.models import Notice, Preference, PushSubscription, Round
from tatadesa.notices.parties import Direct, Party, Person
from tatadesa.notices.queueing import queue_notice, queue_round

_DONE = frozenset({Notice.State.DELIVERED, Notice.State.READ})
_UNDER_WAY = frozenset({Notice.State.QUEUED, Notice.State.SENDING})
_GIVES_UP = timedelta(hours=36)
_GIVEN = ("office_id", "event", "message", "occasion", "kind", "facts", "link", "channels", "sealed", "until", "due_at")


@dataclass(frozen=True)
class About:
    """What a notice is about: exactly one of the three."""

    event: Event | None = None
    message: Message | None = None
    occasion: str = ""

    @property
    def key(self) -> str:
        """In one word."""
        if self.event is not None:
            return f"event:{self.event.pk}"
        return f"message:{self.message.pk}" if self.message is not None else self.occasion

    @property
    def kind(self) -> Kind:
        """Which rule and which words count."""
        if self.event is not None:
            return kind_of(self.event.verb)
        return kind_of("message") if self.message is not None else kind_of_occasion(self.occasion)

    def facts(self, office: str) -> Facts:
        """All that may be said of it outside."""
        if self.event is not None:
            return replace(facts_of(self.event), office=office)
        if self.message is not None:
            application = self.message.application
            return Facts(application.number, application.version.name, State(application.state).label, office)
        return Facts(office=office)


@dataclass(frozen=True)
class Telling:
    """Something for who has no account: ``recipient`` as ``parties`` reads it, about an event or a ``key``."""

    recipient: str
    kind: str
    office_id: UUID
    facts: Facts = field(default_factory=Facts)
    link: str = ""
    event: Event | None = None
    key: str = ""
    sealed: str = field(default="", repr=False)
    until: datetime | None = None


def begin(about: About, account_id: UUID, office_id: UUID, link: str) -> None:
    """Start the round of one person, in the present transaction; once, however often and by how many it is asked for.

    The first channel that takes messages at this hour has its turn at once.
    """
    person = Account.objects.filter(pk=account_id, is_active=True).select_related("citizen__office").first()
    if person is None:
        return
    party, kind = Person.of(person, office_id), about.kind
    office = person.citizen.office if person.is_citizen and person.citizen.office_id == office_id else None
    name = office.full_name if office is not None else party.settings.office.full_name
    turn = Round(
        office_id=office_id,
        account_id=account_id,
        event=about.event,
        message=about.message,
        occasion=about.occasion,
        about=about.key,
        kind=kind.key,
        facts=about.facts(name).as_json(),
        link=link,
        channels=channels.order_for(party.settings, kind.key, party.wish),
        due_at=now(),
    )
    _begin(turn, party)


def begin_outside(told: Telling) -> None:
    """The same for an agency, a mailbox or an address."""
    turn = Round(
        office_id=told.office_id,
        recipient=told.recipient,
        event=told.event,
        occasion="" if told.event is not None else told.key,
        about=f"event:{told.event.pk}" if told.event is not None else told.key,
        kind=told.kind,
        facts=told.facts.as_json(),
        link=told.link,
        sealed=told.sealed,
        until=told.until,
        due_at=now(),
    )
    party = parties.of_round(turn)
    if party is None:
        return
    turn.channels = (
        party.channels
        if isinstance(party, Direct)
        else channels.order_for(channels.settings_of(told.office_id), told.kind, Preference())
    )
    _begin(turn, party)


def end(key: str) -> None:
    """What ``key`` names is over: its round ends, what waits goes out no more, and what was sealed is deleted."""
    for round_id in Round.objects.filter(about=key, account=None, ended_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            turn = Round.objects.select_for_update(of=("self",)).filter(pk=round_id, ended_at=None).first()
            if turn is not None:
                _end(turn)


@transaction.atomic
def advance(round_id: UUID) -> None:
    """Look at a round again: it ends, waits, or goes to the next channel."""
    turn = Round.objects.select_for_update(of=("self",)).filter(pk=round_id, ended_at=None).first()
    if turn is None:
        return
    party = parties.of_round(turn)
    if party is None or _is_over(turn) or _has_heard(turn):
        _end(turn)
        return
    if turn.position and _still_waits(turn):
        if turn.due_at > now():
            return
        if _is_content(turn):
            _end(turn)
            return
    _go_on(turn, party)


def _begin(turn: Round, party: Party) -> None:
    """Unique by recipient and thing: who comes second finds the first one's round, and adds nothing."""
    turn.channels = [
        str(channel)
        for channel in turn.channels
        if party.address(channel) and (channel == Channel.WEB_PUSH or party.provider(channel) is not None)
    ]
    if not turn.channels:
        return
    kept, is_new = Round.objects.get_or_create(
        **_whose(turn),
        about=turn.about,
        defaults={name: getattr(turn, name) for name in _GIVEN},
    )
    if is_new:
        _go_on(kept, party)


def _whose(turn: Round) -> dict[str, Any]:
    return {"account_id": turn.account_id, "recipient": turn.recipient}


def _is_over(turn: Round) -> bool:
    return now() - turn.created_at > _GIVES_UP or (turn.until is not None and now() >= turn.until)


def _go_on(turn: Round, party: Party) -> None:
    """The next channel's turn, or its turn in the morning, or the end."""
    while turn.position < len(turn.channels):
        channel = turn.channels[turn.position]
        moment = party.sends_at(channel, turn.kind)
        if moment > now():
            _wait(turn, moment)
            return
        turn.position += 1
        if _send(channel, turn, party):
            _wait(turn, now() + party.waits())
            return
    if turn.account_id is None and turn.notices.filter(state__in=_UNDER_WAY).exists():
        # The last way there is; what its provider put off for later is still to go.
        _wait(turn, now() + party.waits())
        return
    _end(turn)


def _wait(turn: Round, moment: datetime) -> None:
    turn.due_at = moment if turn.until is None else min(moment, turn.until)
    turn.save(update_fields=["due_at", "position", "sealed"])
    queue_round(turn.pk, at=turn.due_at)


def _send(channel: str, turn: Round, party: Party) -> bool:
    by = party.provider(channel) if channel != Channel.WEB_PUSH else None
    if channel != Channel.WEB_PUSH and (by is None or not party.address(channel)):
        return False
    said = party.words(turn, channel)
    if turn.account_id is None:
        _call_off(turn, "Saluran berikutnya dipakai.")
    if by is None:
        devices = PushSubscription.objects.filter(account=turn.account_id)
        return bool([device for device in devices if _write(turn, channel, said.title, said.body, device=device)])
    return _write(turn, channel, said.title, said.body, provider=by.code)


def _write(
    turn: Round, channel: str, title: str, body: str, *, device: PushSubscription | None = None, provider: str = ""
) -> bool:
    """The unique key of a notice decides who writes it; True when there is one, new or not."""
    notice, is_new = Notice.objects.get_or_create(
        **_whose(turn),
        event=turn.event,
        message=turn.message,
        occasion=turn.occasion,
        channel=channel,
        target=str(device.pk) if device is not None else "",
        defaults={
            "office_id": turn.office_id,
            "round": turn,
            "subscription": device,
            "title": title,
            "body": body,
            "link": turn.link,
            "provider": provider,
        },
    )
    if is_new:
        queue_notice(notice)
    return True


def _has_heard(turn: Round) -> bool:
    """Delivered somewhere, or read in the application."""
    mine = Notice.objects.filter(
        **_whose(turn),
        event=turn.event_id,
        message=turn.message_id,
        occasion=turn.occasion,
    )
    states = mine.values_list("channel", "state")
    return any(state == Notice.State.READ if channel == Channel.IN_APP else state in _DONE for channel, state in states)


def _still_waits(turn: Round) -> bool:
    """Whether the channel whose turn it was may still arrive."""
    last = turn.channels[turn.position - 1]
    states = set(turn.notices.filter(channel=last).values_list("state", flat=True))
    return bool(states & (_UNDER_WAY | {Notice.State.SENT}))


def _is_content(turn: Round) -> bool:
    """After the time is over: sent counts as heard where the provider never says more than that."""
    last = turn.channels[turn.position - 1]
    if last == Channel.WEB_PUSH:
        return False
    sent = turn.notices.filter(channel=last, state=Notice.State.SENT).exclude(failure__gt="").first()
    by = channels.known(sent.provider) if sent is not None else None
    return by is not None and not by.tells_delivery


def _call_off(turn: Round, reason: str) -> None:
    """What its provider put off goes out no more."""
    turn.notices.filter(state=Notice.State.QUEUED).update(state=Notice.State.FAILED, failure=reason)


def _end(turn: Round) -> None:
    """What was sealed is deleted, so a message of it that still waits is called off."""
    if turn.account_id is None:
        _call_off(turn, "Tidak perlu dikirim lagi.")
    turn.ended_at, turn.sealed = now(), ""
    turn.save(update_fields=["ended_at", "position", "sealed"])
