"""A whole day made up by chance: events of all kinds to people, agencies and addresses, senders that are killed,
callbacks that come twice and in any order, and the events told again. The same notices come of it, each exactly once.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.confirmation import issue_code
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.ask_opinion import ask_opinion
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.remind import remind
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.take import take
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.models import Application, Referral
from tatadesa.core.clock import now, pretend
from tatadesa.core.errors import DomainError
from tatadesa.notices import handlers
from tatadesa.notices.actions import deliver_message as delivering
from tatadesa.notices.actions import deliver_push as pushing
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.models import ChannelAccount, Notice, Round
from tatadesa.notices.rounds import advance
from tests.agencies import form, puskesmas, to_contact
from tests.applications.test_asking_by_itself import change
from tests.gateways.emulators import Running
from tests.gateways.webpush.push_service import PushService
from tests.hooks.test_messages import news, post
from tests.notices.helpers import with_device
from tests.notices.phones import agree, set_office, whatsapp
from tests.notices.post import post_office, short_messages
from tests.people import World, sent

pytestmark = pytest.mark.django_db
STEPS = 24


class Killed(BaseException):
    """As by a signal: no code of ours catches it."""


class Day:
    """What may happen on a day, in an order that ``chance`` makes."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.contact = puskesmas(world)
        self.numbers = [sent(world.siti if number % 2 else world.budi, world.version).number for number in range(4)]

    def happen(self) -> None:
        """One thing; what is not possible just now does not happen."""
        act = self.chance.choice(
            (self._take, self._decide, self._return, self._ask, self._remind, self._write, self._code)
        )
        try:
            with transaction.atomic():
                act(Application.objects.get(number=self.chance.choice(self.numbers)))
        except DomainError:
            return

    def _take(self, application: Application) -> None:
        (release if application.taken_by_id else take)(self.world.operator, application.number)

    def _decide(self, application: Application) -> None:
        if self.chance.random() < 0.3:
            reject(self.world.operator, application.number, seen=application.event_count, reason="Foto kurang jelas")
        else:
            approve(self.world.operator, application.number, seen=application.event_count)

    def _return(self, application: Application) -> None:
        seen, number = application.event_count, application.number
        application = return_for_correction(self.world.operator, number, seen=seen, fields=["jumlah"], message="Salah.")
        assert application.citizen is not None
        revise(
            application.citizen, number, change(application.citizen, application, jumlah=str(self.chance.randint(1, 9)))
        )

    def _ask(self, application: Application) -> None:
        asked = form(to_contact(self.contact), shares=["jumlah"])
        ask_opinion(self.world.operator, application.number, asked, seen=application.event_count)

    def _remind(self, application: Application) -> None:
        referral = application.referrals.filter(state=Referral.State.OPEN).first()
        if referral is not None:
            remind(self.world.operator, application.number, referral.pk, seen=application.event_count)

    def _write(self, application: Application) -> None:
        write_to_citizen(self.world.operator, application.number, key=uuid4(), text="Mohon datang ke kantor.")

    def _code(self, application: Application) -> None:
        issue_code(
            purpose=ConfirmationCode.Purpose.REGISTER,
            subject=str(uuid4()),
            channel=Channel.WHATSAPP,
            address=f"62812{self.chance.randrange(10**7):07d}",
            office_id=self.world.karangsari.pk,
        )


class Machines:
    """Workers, providers and what goes wrong between them."""

    def __init__(self, chance: random.Random, hook: str, phones: Running) -> None:
        self.chance, self.hook, self.phones = chance, hook, phones
        self.killed: Counter[str] = Counter()

    def effects(self) -> list[tuple[Callable[[Any], None], Any]]:
        """The jobs that the day queued for notices, as often as they are asked for."""
        jobs = ProcrastinateJob.objects.filter(args__handler__startswith="tatadesa.notices.handlers.").order_by("id")
        return [(getattr(handlers, job.args["handler"].rpartition(".")[2]), job.args["payload"]) for job in jobs]

    def tell(self, *, killed: float = 0.0) -> None:
        """Run them in any order; some are killed before they have committed."""
        effects = self.effects()
        for handler, payload in self.chance.sample(effects, len(effects)):
            try:
                with transaction.atomic():
                    handler(payload)
                    if self.chance.random() < killed:
                        raise Killed
            except Killed:
                continue

    def deliver(self, monkeypatch: pytest.MonkeyPatch, *, killed: float = 0.0) -> None:
        """Try everything that waits; some senders are killed when the provider has it and nothing is written down."""

        def die(*result: object, **more: object) -> None:
            raise Killed

        waiting = list(Notice.objects.exclude(channel="in_app").exclude(state="failed"))
        for notice in self.chance.sample(waiting, len(waiting)):
            is_push = notice.channel == "web_push"
            with monkeypatch.context() as patched:
                if self.chance.random() < killed:
                    patched.setattr(pushing if is_push else delivering, "_settle", die)
                try:
                    (deliver_push if is_push else deliver_message)(notice.pk)
                except Killed:
                    self.killed[notice.channel] += 1

    def call_back(self) -> None:
        """WhatsApp tells what it knows, twice and in any order, also before its answer was written down."""
        told = [
            news(status, message["id"], biz_opaque_callback_data=message["key"])
            for messages in httpx.get(f"{self.phones.url}/pesan").json().values()
            for message in messages
            for status in self.chance.choice((("sent",), ("delivered", "sent"), ("read", "delivered", "sent")))
        ]
        for body in self.chance.sample(told * 2, len(told) * 2):
            assert post(self.hook, body) == 200

    def look(self, minutes: int) -> None:
        """Every round that is open is looked at, so much later."""
        with pretend(now() + timedelta(minutes=minutes)):
            for round_id in list(Round.objects.filter(ended_at=None).values_list("pk", flat=True)):
                advance(round_id)


def facts() -> Counter[tuple[object, ...]]:
    """Every notice by what makes it one."""
    return Counter(
        Notice.objects.values_list("account", "recipient", "event", "message", "occasion", "channel", "target")
    )


def begun() -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What stands in the application, and whose rounds about what there are."""
    inside = Notice.objects.filter(channel="in_app").values_list("account", "event", "message", "occasion")
    return set(inside), set(Round.objects.values_list("account", "recipient", "about"))


def told_undisturbed(machines: Machines) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the same events give when they are told once and nothing goes wrong."""
    found: tuple[set[tuple[object, ...]], set[tuple[object, ...]]] = (set(), set())
    try:
        with transaction.atomic():
            Notice.objects.all().delete()
            Round.objects.all().delete()
            for handler, payload in machines.effects():
                handler(payload)
            found = begun()
            raise Killed
    except Killed:
        return found


def messages(running: Running, page: str) -> list[dict[str, Any]]:
    """All that a provider has taken."""
    found = httpx.get(f"{running.url}/{page}").json()
    return found if isinstance(found, list) else [one for kept in found.values() for one in kept]


@pytest.fixture
def providers(world: World, settings: Any) -> Iterator[tuple[Running, Running, Running]]:
    set_office(world)
    with ExitStack() as stack:
        mail = stack.enter_context(post_office(settings))
        sms = stack.enter_context(short_messages(world, settings))
        yield stack.enter_context(whatsapp(world, settings)), sms, mail


@pytest.mark.parametrize("seed", [3, 17, 2026])
def test_the_same_notices_exactly_once(
    world: World,
    providers: tuple[Running, Running, Running],
    push_service: PushService,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    phones, sms, mail = providers
    chance = random.Random(seed)
    agree(world.siti, "whatsapp", "email")
    browser = with_device(push_service, world.budi)
    hook = ChannelAccount.objects.get(provider="whatsapp_cloud").hook_key
    day, machines = Day(world, chance), Machines(chance, f"/kait/pesan/whatsapp_cloud/{hook}/", phones)
    for _ in range(STEPS):
        day.happen()
        if chance.random() < 0.3:
            machines.tell(killed=0.3)
        if chance.random() < 0.4:
            phones.misbehave(chance.choice(("lost", "cut", "status")), status=503, times=1)
            machines.deliver(monkeypatch, killed=0.5)
        if chance.random() < 0.3:
            machines.call_back()
        if chance.random() < 0.3:
            machines.look(chance.choice((1, 2, 31)))
    for _ in range(3):
        machines.tell()
        machines.deliver(monkeypatch)
        machines.look(0)
    assert {"whatsapp", "web_push"} <= machines.killed.keys(), "this day tried what it is for"
    undisturbed, now_told = told_undisturbed(machines), begun()
    assert undisturbed[0] == now_told[0]
    # A question that has ended meanwhile was told while it was open.
    assert undisturbed[1] <= now_told[1]
    assert all(str(recipient).startswith("referral:") for _, recipient, _ in now_told[1] - undisturbed[1])
    once, states = facts(), dict(Notice.objects.values_list("pk", "state"))
    assert set(once.values()) == {1}
    by_channel = Counter(channel for _, _, _, _, _, channel, _ in once.elements())
    assert {"in_app", "web_push", "whatsapp"} <= by_channel.keys()
    keys = Counter(message["key"] for message in messages(phones, "pesan"))
    assert set(keys.values()) == {1}, "one message of each notice, though senders were killed and answers lost"
    left = Notice.objects.filter(state__in=("sent", "delivered", "read"))
    assert set(keys) >= {str(key) for key in left.filter(channel="whatsapp", failure="").values_list("pk", flat=True)}
    assert len(messages(mail, "surat")) == left.filter(channel="email").count()
    assert len(messages(sms, "pesan")) == left.filter(channel="sms").count()
    tags = {message["tag"] for message in push_service.shown(browser)}
    assert tags == {str(key) for key in left.filter(channel="web_push").values_list("pk", flat=True)}
    for _ in range(2):
        machines.tell(killed=0.3)
        machines.tell()
        machines.deliver(monkeypatch)
        machines.call_back()
    assert (facts(), Counter(message["key"] for message in messages(phones, "pesan"))) == (once, keys)
    assert all(_is_later(states[key], state) for key, state in Notice.objects.values_list("pk", "state"))


_ORDER = ("queued", "sending", "failed", "sent", "delivered", "read")


def _is_later(before: str, after: str) -> bool:
    """A state never goes back; news may only bring it on."""
    return _ORDER.index(after) >= _ORDER.index(before)
