"""Ratings and complaints sent twice at the same moment, as impatient thumbs and retrying phones do."""

from __future__ import annotations

import uuid

import pytest

from tatadesa.core.errors import Conflict
from tatadesa.feedback.actions.complain import Said, complain
from tatadesa.feedback.actions.rate import rate
from tatadesa.feedback.actions.take import take
from tatadesa.feedback.models import Complaint, SurveyAnswer
from tatadesa.feedback.reminders import remind
from tatadesa.notices.models import Notice
from tests.concurrency.test_applications import at_once
from tests.feedback.stages import chosen, complained, completed
from tests.feedback.test_reminders import ended
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_ratings_of_one_application_are_one(world: World) -> None:
    number = completed(world).number
    results = at_once(*[lambda: rate(world.siti, number, chosen())] * 6)
    assert {result.pk for result in results} == {SurveyAnswer.objects.get().pk}


def test_one_form_is_one_complaint(world: World) -> None:
    key = uuid.uuid4()
    results = at_once(*[lambda: complain(world.siti, key, Said("lambat", "Lama."))] * 4)
    assert {result.pk for result in results} == {Complaint.objects.get().pk}
    assert Complaint.objects.get().events.count() == 1


def test_one_officer_takes_it_and_the_other_hears_of_it(world: World) -> None:
    number = complained(world).number
    results = at_once(lambda: take(world.operator, number, seen=1), lambda: take(world.other_operator, number, seen=1))
    assert sorted(type(result) for result in results if isinstance(result, Conflict)) == [Conflict]
    assert Complaint.objects.get().events.count() == 2


def test_two_workers_remind_once(world: World) -> None:
    ended(world, 4)
    assert sum(at_once(remind, remind)) == 1
    assert Notice.objects.filter(occasion__startswith="survey").count() == 1
