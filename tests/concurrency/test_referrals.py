"""Two answers at once, an answer and a withdrawal at once, two reminders at once."""

import pytest

from tatadesa.applications.actions.answer_by_link import answer_by_link
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.actions.keep_deadline import keep_deadline
from tatadesa.applications.actions.make_link import make_link
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Referral
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tests.agencies import asked, polsek, puskesmas, to_contact, to_office
from tests.concurrency.test_applications import at_once
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_answers_by_the_same_link_make_one(world: World) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    seen = Application.objects.get().event_count
    token = make_link(world.operator, referral.application.number, referral.pk, seen=seen).rstrip("/")[-43:]
    results = at_once(*[lambda: answer_by_link(token, name="dr. Ratna", decision="agreed")] * 5)
    assert sum(isinstance(result, Conflict) for result in results) == 4
    application = Application.objects.get()
    assert (application.open_referrals, application.events.filter(verb="opinion").count()) == (0, 1)


def test_an_answer_and_a_withdrawal_do_not_both_happen(world: World) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    number, seen = referral.application.number, Application.objects.get().event_count
    results = at_once(
        lambda: answer_referral(officer, referral.pk, decision="agreed"),
        lambda: withdraw_referral(world.operator, number, referral.pk, seen=seen, reason="x"),
    )
    assert sum(isinstance(result, Conflict | NotFound) for result in results) == 1
    assert Application.objects.get().open_referrals == 0


def test_two_workers_remind_once(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    Referral.objects.update(due_at=now())
    assert sorted(at_once(*[lambda: keep_deadline(referral.pk)] * 3)) == [False, False, True]
    assert Application.objects.get().events.filter(verb="remind").count() == 1
