"""A citizen rates an application: whose, when, and once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.feedback.actions.rate import rate
from tatadesa.feedback.models import SurveyAnswer
from tatadesa.feedback.surveys import rateable, standing
from tatadesa.privacy.personal_data import collect
from tests.feedback.stages import chosen, completed
from tests.people import World, sent
from tests.portal.pages import taken


def test_nine_answers_and_what_kind_of_person_gave_them(world: World) -> None:
    application = completed(world)
    rate(world.siti, application.number, chosen("4", waktu="2"), remark="Bagus\0 sekali", with_profile=True)
    row = SurveyAnswer.objects.get()
    assert row.answers == [4, 4, 2, 4, 4, 4, 4, 4, 4]
    assert (row.remark, row.office, row.service) == ("Bagus sekali", world.karangsari, world.version.service)
    assert (row.sex, row.education, row.occupation) == ("Perempuan", "SMA", "Tani/ternak/nelayan")
    assert row.age_band == "36–45 tahun"


def test_who_does_not_want_to_be_counted_leaves_no_profile(world: World) -> None:
    row = rate(world.siti, completed(world).number, chosen())
    assert (row.sex, row.age_band, row.education, row.occupation) == ("", "", "", "")


def test_a_repeat_shows_what_was_given(world: World) -> None:
    application = completed(world)
    first = rate(world.siti, application.number, chosen("4"))
    again = rate(world.siti, application.number, chosen("1"))
    assert (again.pk, again.answers) == (first.pk, [4] * 9)
    assert rateable([application]) == set()


def test_every_open_question_is_named(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        rate(world.siti, completed(world).number, {"waktu": "5", "biaya": "4", "hasil": "٤"}, remark="x" * 601)
    assert "biaya" not in refused.value.errors
    assert {"waktu", "hasil", "sarana", "saran"} <= set(refused.value.errors)
    assert not SurveyAnswer.objects.exists()


def test_nobody_rates_in_somebody_elses_name(world: World) -> None:
    application = completed(world)
    for stranger in (world.joko, world.budi, world.rina):
        with pytest.raises(NotFound):
            rate(stranger, application.number, chosen())


def test_only_after_the_end_and_for_ninety_days(world: World) -> None:
    running = taken(world)
    with pytest.raises(Conflict):
        rate(world.siti, running.number, chosen())
    application = completed(world)
    Application.objects.filter(pk=application.pk).update(decided_at=now() - timedelta(days=91))
    application.refresh_from_db()
    assert not standing(world.siti, application).may_rate
    with pytest.raises(Conflict):
        rate(world.siti, application.number, chosen())


def test_the_other_reader_comes_second(world: World) -> None:
    application = completed(world)
    Application.objects.filter(pk=application.pk).update(applicant_account=world.budi)
    rate(world.budi, application.number, chosen())
    application.refresh_from_db()
    assert standing(world.siti, application).is_taken
    with pytest.raises(Conflict, match="anggota keluarga"):
        rate(world.siti, application.number, chosen())


def test_the_database_holds_the_rules_too(world: World) -> None:
    row = rate(world.siti, completed(world).number, chosen())
    for wrong in ([4] * 8, [5] * 9, [0] * 9):
        row.answers = wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_it_is_in_the_copy_of_ones_data(world: World) -> None:
    rate(world.siti, completed(world).number, chosen("1"), remark="Terlalu lama.")
    text = json.dumps(collect(world.siti))
    assert "Terlalu lama." in text
    assert "Sangat mahal" in text
    assert "Terlalu lama." not in json.dumps(collect(world.budi))


def test_a_list_asks_once_however_long(world: World, django_assert_num_queries: object) -> None:
    rows = [completed(world), completed(world), sent(world.siti, world.version)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert rateable(rows) == {rows[0].pk, rows[1].pk}
