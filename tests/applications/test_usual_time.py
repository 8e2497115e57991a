"""How long a service really takes."""

from datetime import timedelta

import pytest
from django.db import connection

from tatadesa.applications.models import Application
from tatadesa.applications.usual_time import FEWEST, duration_words, usual_time
from tatadesa.core.clock import now
from tatadesa.core.ids import uuid7
from tests.people import World, sent


def decided(world: World, hours: list[float], *, state: str = "completed", ago: timedelta = timedelta()) -> None:
    """Applications that took so many hours, the last of them decided ``ago``."""
    template = sent(world.siti, world.version)
    rows = []
    for number, took in enumerate(hours):
        end = now() - ago - timedelta(minutes=number)
        rows.append(
            Application(
                office=template.office,
                number=f"{uuid7().hex[-12:]}",
                service=template.service,
                version=template.version,
                citizen=template.citizen,
                author=template.author,
                resident=template.resident,
                applicant_name="SITI",
                draft_key=uuid7(),
                state=state,
                submitted_at=end - timedelta(hours=took),
                due_at=end,
                decided_at=end,
            )
        )
    Application.objects.bulk_create(rows)


def test_nothing_is_said_of_a_few(world: World) -> None:
    decided(world, [1] * (FEWEST - 1))
    assert usual_time(world.karangsari, world.version.service) is None


def test_the_range_leaves_out_a_twentieth_at_either_end(world: World) -> None:
    decided(world, [0.1, *[3] * 9, *[20] * 9, 900])
    usual = usual_time(world.karangsari, world.version.service)
    assert usual is not None
    assert usual.count == 20
    assert usual.words == "antara 10 menit dan 20 jam"


def test_only_the_last_two_hundred_of_a_year_of_this_office(world: World) -> None:
    decided(world, [2] * 200)
    decided(world, [90] * 50, ago=timedelta(days=2))
    decided(world, [90] * 50, state="cancelled")
    usual = usual_time(world.karangsari, world.version.service)
    assert usual is not None
    assert (usual.count, usual.words) == (200, "sekitar 2 jam")
    assert usual_time(world.sidamulya, world.version.service) is None
    Application.objects.update(decided_at=now() - timedelta(days=400))
    assert usual_time(world.karangsari, world.version.service) is None


def test_an_index_answers_it(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT decided_at - submitted_at FROM applications_application WHERE office_id = %s"
            " AND service_id = %s AND state IN ('completed', 'rejected', 'withdrawn')"
            " ORDER BY decided_at DESC LIMIT 200",
            [world.karangsari.pk, world.version.service_id],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "applications_decided" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (timedelta(seconds=1), "5 menit"),
        (timedelta(minutes=55), "55 menit"),
        (timedelta(minutes=56), "1 jam"),
        (timedelta(hours=1, seconds=1), "2 jam"),
        (timedelta(hours=23), "23 jam"),
        (timedelta(hours=24), "1 hari"),
        (timedelta(days=2, minutes=1), "3 hari"),
    ],
)
def test_durations_are_rounded_up(took: timedelta, words: str) -> None:
    assert duration_words(took) == words
