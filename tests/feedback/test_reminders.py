"""One gentle reminder, and only to who has not answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tatadesa.feedback.actions.rate import rate
from tatadesa.feedback.reminders import remind
from tatadesa.feedback.tasks import remind_citizens
from tatadesa.notices.models import Notice
from tests.feedback.stages import chosen, completed
from tests.people import World


def ended(world: World, days: int) -> Application:
    application = completed(world)
    Application.objects.filter(pk=application.pk).update(decided_at=now() - timedelta(days=days))
    return application


def test_after_three_days_once_and_in_the_application_only(world: World) -> None:
    application = ended(world, 4)
    assert [remind(), remind()] == [1, 0]
    notice = Notice.objects.get(occasion=f"survey:{application.pk}")
    assert (notice.account, notice.channel, notice.event) == (world.siti, "in_app", None)
    assert notice.link == f"/permohonan/{application.number}/penilaian/"


@pytest.mark.parametrize("days", [0, 2, 15, 80])
def test_not_before_and_not_much_later(world: World, days: int) -> None:
    ended(world, days)
    assert remind() == 0


def test_not_to_who_has_answered(world: World) -> None:
    rate(world.siti, ended(world, 4).number, chosen())
    remind_citizens(0)
    assert not Notice.objects.filter(occasion__startswith="survey").exists()


def test_not_to_an_account_that_is_closed(world: World) -> None:
    ended(world, 4)
    world.siti.is_active = False
    world.siti.save()
    assert remind() == 0


def test_the_applicant_hears_of_one_without_an_owner(world: World) -> None:
    application = ended(world, 4)
    Application.objects.filter(pk=application.pk).update(citizen=None, applicant_account=world.budi)
    assert remind() == 1
    assert Notice.objects.get(occasion__startswith="survey").account == world.budi
