"""Reminders and the end of a question that nobody answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.keep_deadline import keep_deadlines
from tatadesa.applications.models import Application, Referral
from tatadesa.core.clock import now
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice
from tests.agencies import asked, asking_version, polsek, request_of, to_office
from tests.people import World

pytestmark = pytest.mark.django_db


def due_in(referral: Referral, span: timedelta) -> None:
    Referral.objects.filter(pk=referral.pk).update(due_at=now() + span)


def told_to(referral: Referral, recipient: str) -> int:
    """How many messages the events so far have made for it."""
    for event in referral.application.events.all():
        on_application_event({"event_id": str(event.pk)})
    return Notice.objects.filter(recipient=recipient, channel="email").count()


def verbs(referral: Referral) -> list[str]:
    return list(referral.application.events.order_by("position").values_list("verb", flat=True))[2:]


def test_one_reminder_a_day_before_one_at_the_deadline_then_the_end(world: World, channels: None) -> None:
    officer = polsek()
    officer.office.email, world.karangsari.email = "polsek@contoh.id", "desa@contoh.id"
    officer.office.save()
    world.karangsari.save()
    referral = asked(world, to_office(officer), days="9")
    assert keep_deadlines() == 0
    for span, told in ((timedelta(hours=20), 1), (timedelta(hours=-1), 2)):
        due_in(referral, span)
        assert (keep_deadlines(), keep_deadlines()) == (1, 0)
        assert told_to(referral, f"referral:{referral.pk}") == 1 + told
    assert told_to(referral, f"office:{world.karangsari.pk}") == 1
    due_in(referral, timedelta(days=-7, minutes=-1))
    assert (keep_deadlines(), keep_deadlines()) == (1, 0)
    assert verbs(referral) == ["refer", "remind", "remind", "recall"]
    application = Application.objects.get(pk=referral.application_id)
    assert application.open_referrals == 0
    assert approve(world.operator, application.number, seen=application.event_count).state == "approved"


def test_a_short_question_is_not_reminded_at_once(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    Referral.objects.filter(pk=referral.pk).update(warned_at=now(), due_at=now() + timedelta(hours=9))
    assert keep_deadlines() == 0


def test_what_nobody_has_does_not_lapse(world: World) -> None:
    request_of(world, world.siti, asking_version(world, {"to": "polsek", "kind": "opinion", "question": "?"}))
    referral = Referral.objects.get()
    due_in(referral, timedelta(days=-30))
    assert keep_deadlines() == 0
    referral.refresh_from_db()
    assert referral.is_open


def test_a_reminder_rings_no_phone(world: World) -> None:
    from tatadesa.notices.rules import hearings

    referral = asked(world, to_office(polsek()))
    due_in(referral, timedelta(hours=-1))
    keep_deadlines()
    event = referral.application.events.latest("position")
    assert (event.verb, hearings(event)) == ("remind", [])
