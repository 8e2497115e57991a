"""A round: one person's turn through the channels for one thing that happened.

The first channel that can reach the person sends; when it fails, or has not arrived within the office's time, the next
one has its turn. Whoever has read the notice in the application meanwhile is told no more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Event, Message
from tatadesa.applications.states import State
from tatadesa.core.clock import now
from tatadesa.notices import channels, quiet
from tatadesa.notices.facts import Facts, facts_of, fill, template_of
from tatadesa.notices.kinds import Channel, Kind, kind_of, kind_of_occasion
from tatadesa.notices.models import Consent, Notice, NoticeSettings, Preference, PushSubscription, Round
from tatadesa.notices.queueing import queue_notice, queue_round

_DONE = frozenset({Notice.State.DELIVERED, Notice.State.READ})
_UNDER_WAY = frozenset({Notice.State.QUEUED, Notice.State.SENDING})
_GIVES_UP = timedelta(hours=36)


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


def begin(about: About, account_id: UUID, office_id: UUID, link: str) -> None:
    """Start the round of one person, in the present transaction; once, however often and by how many it is asked for.

    The first channel that takes messages at this hour has its turn at once.
    """
    person = Account.objects.filter(pk=account_id, is_active=True).select_related("citizen__office").first()
    if person is None:
        return
    settings, wish = channels.settings_of(office_id), channels.wishes_of(account_id)
    kind = about.kind
    order = channels.order_for(settings, kind.key, wish)
    reachable = _reachable(person, settings, wish, order)
    if not reachable:
        return
    office = person.citizen.office if person.is_citizen and person.citizen.office_id == office_id else None
    name = office.full_name if office is not None else settings.office.full_name
    turn, is_new = Round.objects.get_or_create(
        account_id=account_id,
        about=about.key,
        defaults={
            "office_id": office_id,
            "event": about.event,
            "message": about.message,
            "occasion": about.occasion,
            "kind": kind.key,
            "facts": about.facts(name).as_json(),
            "link": link,
            "channels": reachable,
            "due_at": now(),
        },
    )
    if is_new:
        _go_on(turn, person, settings, wish)


@transaction.atomic
def advance(round_id: UUID) -> None:
    """Look at a round again: it ends, waits, or goes to the next channel."""
    turn = Round.objects.select_for_update(of=("self",)).filter(pk=round_id, ended_at=None).first()
    if turn is None:
        return
    person = Account.objects.filter(pk=turn.account_id, is_active=True).first()
    if person is None or now() - turn.created_at > _GIVES_UP or _has_heard(turn):
        _end(turn)
        return
    settings, wish = channels.settings_of(turn.office_id), channels.wishes_of(turn.account_id)
    if turn.position and _still_waits(turn):
        if turn.due_at > now():
            return
        if _is_content(turn):
            _end(turn)
            return
    _go_on(turn, person, settings, wish)


def _go_on(turn: Round, person: Account, settings: NoticeSettings, wish: Preference) -> None:
    """The next channel's turn, or its turn in the morning, or the end."""
    agreed = set(channels.consents_of(person.pk))
    while turn.position < len(turn.channels):
        channel = turn.channels[turn.position]
        moment = _moment(channel, turn, settings, wish)
        if moment > now():
            turn.due_at = moment
            turn.save(update_fields=["due_at", "position"])
            queue_round(turn.pk, at=moment)
            return
        turn.position += 1
        if _send(channel, turn, person, settings, wish, agreed):
            turn.due_at = now() + timedelta(minutes=settings.wait_minutes)
            turn.save(update_fields=["due_at", "position"])
            queue_round(turn.pk, at=turn.due_at)
            return
    _end(turn)


def _moment(channel: str, turn: Round, settings: NoticeSettings, wish: Preference) -> datetime:
    """Push messages come at once, at night without a sound; everything else waits for the morning."""
    moment = now()
    if channel == Channel.WEB_PUSH or turn.kind in wish.even_at_night:
        return moment
    return quiet.earliest(moment, quiet.hours_of(settings, wish), settings.office.timezone)


def _send(
    channel: str, turn: Round, person: Account, settings: NoticeSettings, wish: Preference, agreed: set[str]
) -> bool:
    facts = Facts.of_json(turn.facts)
    template = template_of(turn.office_id, turn.kind, wish.language)
    title, body = fill(template.title, facts, 120), fill(template.body, facts)
    if channel == Channel.WEB_PUSH:
        devices = PushSubscription.objects.filter(account=person.pk)
        return bool([device for device in devices if _write(turn, channel, title, body, device=device)])
    by = channels.provider_of(settings, channel)
    if by is None or channel not in agreed or not channels.address_of(person, channel, wish):
        return False
    return _write(turn, channel, title, body, provider=by.code)


def _write(
    turn: Round, channel: str, title: str, body: str, *, device: PushSubscription | None = None, provider: str = ""
) -> bool:
    """The unique key of a notice decides who writes it; True when there is one, new or not."""
    notice, is_new = Notice.objects.get_or_create(
        account_id=turn.account_id,
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
        account=turn.account_id, event=turn.event_id, message=turn.message_id, occasion=turn.occasion
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


def _reachable(person: Account, settings: NoticeSettings, wish: Preference, order: list[str]) -> list[str]:
    """Those of ``order`` that have an address of the person and, where one is needed, the person's consent."""
    agreed = Consent.objects.filter(account=person.pk, withdrawn_at=None).values_list("channel", flat=True)
    has_device = PushSubscription.objects.filter(account=person.pk).exists()
    good = set(agreed)
    return [
        channel
        for channel in order
        if (
            has_device
            if channel == Channel.WEB_PUSH
            else channel in good
            and channels.address_of(person, channel, wish)
            and channels.provider_of(settings, channel) is not None
        )
    ]


def _end(turn: Round) -> None:
    turn.ended_at = now()
    turn.save(update_fields=["ended_at", "position"])
