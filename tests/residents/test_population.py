"""Asking Dukcapil for an office: bounded, logged, never in anybody's way, and nothing of its data kept."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tatadesa.residents import population
from tatadesa.residents.models import PopulationQuery, PopulationSettings
from tatadesa.residents.population import FAILURES_ALLOWED, recent_queries, try_connection, verify
from tatadesa.residents.ports import ELEMENTS, SourceAnswer, SourceStatus
from tests.gateways.dukcapil.people import MARKER, RIGHT, SITI, known_people, use_dukcapil
from tests.gateways.emulators import Running
from tests.people import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def dukcapil(tmp_path: Path) -> Iterator[Running]:
    with known_people(tmp_path) as running:
        yield running


def ask(world: World, elements: Any = RIGHT, actor: UUID | None = None) -> SourceAnswer:
    return verify(world.karangsari, elements, actor_id=actor, purpose="uji")


def _asked(dukcapil: Running) -> int:
    return len(dukcapil.http.get("/control/pertanyaan").json())


def test_off_by_default(world: World, dukcapil: Running) -> None:
    assert ask(world).status is SourceStatus.OFF
    use_dukcapil(world.karangsari, dukcapil.url, is_on=False)
    assert ask(world).status is SourceStatus.OFF
    assert not population.is_on(world.karangsari)
    assert (_asked(dukcapil), PopulationQuery.objects.count()) == (0, 0)


def test_matched_and_written_down_without_the_person(world: World, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    answer = ask(world, actor=world.operator.pk)
    assert (answer.status, answer.fields) == (SourceStatus.MATCHED, dict.fromkeys(ELEMENTS, True))
    [entry] = PopulationQuery.objects.values()
    assert (entry["actor_id"], entry["purpose"], entry["status"]) == (world.operator.pk, "uji", "matched")
    assert entry["office_id"] == world.karangsari.pk
    # Ids and moments may hold any digits by chance.
    written = " ".join(str(value) for value in entry.values() if not isinstance(value, UUID | datetime))
    assert not any(secret in written for secret in (SITI, "SITI", "Aminah", "1990"))


def test_a_positive_answer_counts_for_a_day(world: World, dukcapil: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    first, second = ask(world), ask(world)
    assert (second.status, second.fields) == (first.status, first.fields)
    assert _asked(dukcapil) == 1
    assert list(PopulationQuery.objects.order_by("at").values_list("is_repeat", flat=True)) == [False, True]
    monkeypatch.setattr(population, "GOOD_FOR", timedelta(0))
    ask(world)
    assert _asked(dukcapil) == 2


def test_anything_else_is_asked_again(world: World, dukcapil: Running) -> None:
    settings = use_dukcapil(world.karangsari, dukcapil.url)
    wrong = replace(RIGHT, mother_name="Painem")
    assert [ask(world, wrong).status for _ in range(2)] == [SourceStatus.NOT_MATCHED] * 2
    assert _asked(dukcapil) == 2
    ask(world)
    PopulationSettings.objects.filter(pk=settings.pk).update(edition=2, threshold=100)
    ask(world)
    assert _asked(dukcapil) == 4


def test_offices_do_not_share_answers(world: World, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    use_dukcapil(world.sidamulya, dukcapil.url)
    ask(world)
    verify(world.sidamulya, RIGHT, actor_id=None, purpose="uji")
    assert _asked(dukcapil) == 2
    assert [name for _, name in recent_queries(world.sidamulya)] == ["Pendaftaran akun"]


def test_a_dead_service_is_left_alone_for_a_while(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = use_dukcapil(world.karangsari, "http://127.0.0.1:9")
    assert [ask(world).status for _ in range(FAILURES_ALLOWED)] == [SourceStatus.UNAVAILABLE] * FAILURES_ALLOWED
    written = PopulationQuery.objects.count()
    with known_people(tmp_path) as dukcapil:
        PopulationSettings.objects.filter(pk=settings.pk).update(base_url=dukcapil.url)
        paused = ask(world)
        assert paused.status is SourceStatus.UNAVAILABLE
        assert "diistirahatkan" in paused.reason
        assert (_asked(dukcapil), PopulationQuery.objects.count()) == (0, written)

        later = population.now() + population.PAUSE
        monkeypatch.setattr(population, "now", lambda: later)
        dukcapil.misbehave("status", status=500)
        assert "HTTP 500" in ask(world).reason
        assert "diistirahatkan" in ask(world).reason

        much_later = later + population.PAUSE
        monkeypatch.setattr(population, "now", lambda: much_later)
        assert ask(world).status is SourceStatus.MATCHED
    settings.refresh_from_db()
    assert (settings.failures, settings.paused_until) == (0, None)


def test_after_the_pause_one_goes_first(world: World, dukcapil: Running) -> None:
    settings = use_dukcapil(world.karangsari, dukcapil.url, failures=FAILURES_ALLOWED)
    assert population._may_ask(settings)
    assert not population._may_ask(settings)


def test_a_slow_service_takes_no_longer_than_allowed(world: World, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url, timeout_seconds=1)
    dukcapil.misbehave("drip", seconds=5)
    started = time.monotonic()
    assert ask(world).status is SourceStatus.UNAVAILABLE
    assert time.monotonic() - started < 2


def test_an_officer_asks_at_most_so_often(world: World, dukcapil: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    monkeypatch.setattr(population, "_OFFICER_LIMIT", {"capacity": 2, "per_seconds": 3600})
    answers = [ask(world, actor=world.operator.pk) for _ in range(3)]
    assert [answer.status for answer in answers] == [SourceStatus.MATCHED] * 2 + [SourceStatus.UNAVAILABLE]
    assert "Coba lagi" in answers[2].reason
    assert ask(world, actor=world.sekdes.pk).status is SourceStatus.MATCHED


def test_a_changed_secret_is_said_not_raised(world: World, dukcapil: Running, settings: Any) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    settings.SECRET_KEY = "x" * 60
    answer = ask(world)
    assert answer.status is SourceStatus.UNAVAILABLE
    assert "mengisinya kembali" in answer.reason


def test_the_log_cannot_be_changed(world: World, dukcapil: Running) -> None:
    use_dukcapil(world.karangsari, dukcapil.url)
    ask(world)
    for change in (PopulationQuery.objects.all().delete, lambda: PopulationQuery.objects.update(purpose="lain")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_trial_is_about_nobody_and_needs_no_switch(world: World, dukcapil: Running) -> None:
    assert try_connection(world.karangsari, actor_id=world.operator.pk).status is SourceStatus.UNAVAILABLE
    use_dukcapil(world.karangsari, dukcapil.url, is_on=False, failures=9)
    answer = try_connection(world.karangsari, actor_id=world.operator.pk)
    assert answer.status is SourceStatus.NOT_FOUND
    assert dukcapil.http.get("/control/pertanyaan").json()[0]["nik"] == "0" * 16
    assert PopulationSettings.objects.get().failures == 0


@pytest.mark.parametrize("family", PopulationSettings.Family.values)
def test_nothing_of_dukcapils_answer_is_stored_anywhere(
    world: World, dukcapil: Running, family: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Every row of every table, and every line logged, after a service that tells more than it should."""
    caplog.set_level(logging.DEBUG)
    method = {"verify": "CALL_VERIFY_BY_ELEMEN", "read": "call_nik"}[family]
    use_dukcapil(world.karangsari, dukcapil.url, family=family, method=method)
    wrong = replace(RIGHT, name="BUKAN NAMANYA")
    for kind in ("person", "words", "code"):
        dukcapil.misbehave(kind, code=MARKER)
        ask(world, wrong)
    assert ask(world, wrong).status is not SourceStatus.MATCHED
    assert MARKER not in caplog.text
    assert _tables_with(MARKER) == []
    assert _tables_with("SUMIATI") == []
    # A marker that is there is found.
    assert "residents_resident" in _tables_with("SITI AMINAH")


def _tables_with(text: str) -> list[str]:
    tables = connection.introspection.table_names()
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE t::text ILIKE %s LIMIT 1', [f"%{text}%"])  # noqa: S608
            if cursor.fetchone():
                found.append(table)
    return found
