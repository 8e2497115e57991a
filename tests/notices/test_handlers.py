"""One notice per event, person, channel and device, however often the job runs."""

import threading

import pytest
from django.db import connection, transaction

from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice, PushSubscription
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import push_jobs, taken, tell, with_device
from tests.people import World, sent


def test_the_notice_in_the_application_is_there_at_once(world: World) -> None:
    application, event = taken(world)
    tell(event)
    notice = Notice.objects.get()
    assert (notice.account, notice.office, notice.channel, notice.state) == (
        world.siti,
        world.karangsari,
        "in_app",
        "sent",
    )
    assert notice.body == f"Permohonan {application.number}: Sedang diperiksa"
    assert notice.sent_at is not None


def test_each_device_gets_a_notice_and_a_job(world: World, push_service: PushService) -> None:
    _, event = taken(world)
    with_device(push_service, world.siti)
    with_device(push_service, world.siti)
    with_device(push_service, world.budi)
    tell(event)
    queued = Notice.objects.filter(channel="web_push")
    assert {notice.account_id for notice in queued} == {world.siti.pk}
    assert {notice.state for notice in queued} == {"queued"}
    assert {job.args["notice_id"] for job in push_jobs()} == {str(notice.pk) for notice in queued}
    assert len(push_jobs()) == 2
    assert {job.queue_name for job in push_jobs()} == {"notices"}


def test_running_twice_adds_nothing(world: World, push_service: PushService) -> None:
    _, event = taken(world)
    with_device(push_service, world.siti)
    tell(event)
    tell(event)
    assert Notice.objects.count() == 2
    assert len(push_jobs()) == 1


def test_a_repeat_does_not_bring_back_what_was_read(world: World) -> None:
    _, event = taken(world)
    tell(event)
    Notice.objects.update(state=Notice.State.READ)
    tell(event)
    assert Notice.objects.get().state == Notice.State.READ


def test_a_submission_rings_no_phone(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    tell(sent(world.siti, world.version).events.get())
    assert Notice.objects.get().channel == "in_app"
    assert push_jobs() == []


def test_a_closed_account_gets_no_push(world: World, push_service: PushService) -> None:
    _, event = taken(world)
    with_device(push_service, world.siti)
    world.siti.is_active = False
    world.siti.save()
    tell(event)
    assert not Notice.objects.filter(channel="web_push").exists()


def test_a_failure_half_way_leaves_nothing(
    world: World, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, event = taken(world)
    with_device(push_service, world.siti)

    def broken(notice_id: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tatadesa.notices.tasks.queue_push", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(event)
    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_notice(world: World) -> None:
    _, event = taken(world)
    PushSubscription.objects.create(account=world.siti, endpoint="https://fcm.googleapis.com/x", p256dh="x", auth="y")
    start, failures = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            on_application_event({"event_id": str(event.pk)})
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Notice.objects.values_list("channel", flat=True)) == ["in_app", "web_push"]
    assert len(push_jobs()) == 1
