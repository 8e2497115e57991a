"""The jobs: retried with growing pauses by a real worker, found again when lost."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from tatadesa.core.clock import now
from tatadesa.notices import tasks
from tatadesa.notices.models import Notice
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import push_jobs, push_notice, taken, tell, with_device
from tests.people import World


def job(attempts: int) -> Job:
    return Job(id=1, queue="notices", lock=None, queueing_lock=None, task_name="notices.send_push", attempts=attempts)


def pause(attempts: int, retry_after: int | None = None) -> float:
    decision = tasks.GrowingPauses().get_retry_decision(exception=tasks.Postponed(retry_after), job=job(attempts))
    assert decision.retry_at is not None
    return round((decision.retry_at - now()).total_seconds())


def test_pauses_grow_to_an_hour() -> None:
    assert [pause(attempts) for attempts in (0, 1, 2, 9, 10, 500)] == [5, 10, 20, 2560, 3600, 3600]


def test_the_push_service_may_ask_for_a_longer_pause_within_reason() -> None:
    assert pause(0, 120) == 120
    assert pause(3, 1) == 40
    assert pause(0, 999_999) == 3600


def test_500_then_success_through_a_real_worker(
    run_worker: Callable[[], None], world: World, push_service: PushService
) -> None:
    browser = with_device(push_service, world.siti)
    push_service.misbehave(browser, "status", status=500)
    application, event = taken(world)
    run_worker()
    assert Notice.objects.filter(event=event, channel="in_app", state="sent").exists()
    [waiting] = push_jobs()
    assert waiting.attempts == 1
    assert timedelta(seconds=1) < waiting.scheduled_at - now() <= timedelta(seconds=5)
    assert push_notice(event).state == "queued"
    make_due()
    run_worker()
    assert push_notice(event).state == "sent"
    assert [shown["link"] for shown in push_service.shown(browser)] == [f"/permohonan/{application.number}/"]
    assert push_jobs() == []


def test_inside_a_worker_a_push_is_queued_with_its_notice_or_not_at_all(
    run_worker: Callable[[], None], world: World, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_device(push_service, world.siti)
    _, event = taken(world)
    queue_push = tasks.queue_push

    def queue_and_break(notice_id: UUID) -> None:
        queue_push(notice_id)
        raise RuntimeError

    monkeypatch.setattr(tasks, "queue_push", queue_and_break)
    run_worker()
    assert not Notice.objects.filter(event=event).exists()
    assert not ProcrastinateJob.objects.filter(task_name="notices.send_push").exists()


def make_due() -> None:
    """Time passes for the jobs that wait."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second' WHERE status = 'todo'")


def lose_jobs() -> None:
    """As after somebody emptied the queue."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'notices.send_push'")


def test_what_lost_its_job_is_queued_again(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    lose_jobs()
    tasks.sweep(0)
    assert push_jobs() == [], "five minutes are not over"
    Notice.objects.update(created_at=now() - timedelta(minutes=6))
    tasks.sweep(0)
    assert [job.args["notice_id"] for job in push_jobs()] == [str(push_notice(event).pk)]
    tasks.sweep(0)
    assert len(push_jobs()) == 1, "it has a job now"


def test_what_waits_for_its_retry_is_left_alone(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    Notice.objects.update(created_at=now() - timedelta(minutes=6))
    tasks.sweep(0)
    assert len(push_jobs()) == 1


def test_what_is_settled_is_left_alone(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    lose_jobs()
    Notice.objects.filter(pk=push_notice(event).pk).update(
        state=Notice.State.FAILED, created_at=now() - timedelta(minutes=6)
    )
    tasks.sweep(0)
    assert push_jobs() == []
