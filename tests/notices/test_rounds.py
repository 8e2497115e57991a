"""One channel after the other until the person has heard, never two at once."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.core.clock import now, pretend
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.actions.mark_read import mark_read
from tatadesa.notices.models import Consent, Notice, Round
from tatadesa.notices.ports import Fate
from tatadesa.notices.receipts import take_in
from tatadesa.notices.rounds import advance
from tatadesa.notices.tasks import sweep
from tests.gateways.emulators import Running
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import taken, tell, with_device
from tests.notices.phones import PHONE, agree, connect, notice, received, set_office, whatsapp
from tests.people import World


@pytest.fixture
def cloud(world: World, settings):
    settings.CHANNELS_MAY_BE_PRIVATE = True
    set_office(world)
    with whatsapp(world, settings) as running:
        yield running


def outside() -> list[str]:
    return list(Notice.objects.exclude(channel="in_app").order_by("created_at").values_list("channel", flat=True))


def later(minutes: int = 31) -> None:
    """The round is looked at again, so much later."""
    with pretend(now() + timedelta(minutes=minutes)):
        advance(Round.objects.get().pk)


def test_without_consent_nothing_leaves(world: World, cloud: Running) -> None:
    agree(world.siti)
    tell(taken(world)[1])
    assert (outside(), Round.objects.count()) == ([], 0)


def test_whatsapp_gets_number_and_status_and_a_link_that_asks_to_sign_in(world: World, cloud: Running) -> None:
    agree(world.siti, "whatsapp")
    application, event = taken(world)
    tell(event)
    deliver_message(notice("whatsapp").pk)
    [message] = received(cloud)
    assert message["template"] == "kabar"
    assert message["text"] == (
        f"Kabar permohonan Anda. Permohonan {application.number}: Sedang diperiksa"
        f" Buka: http://localhost:8000/permohonan/{application.number}/"
    )
    assert (notice("whatsapp").state, notice("whatsapp").provider_id) == ("sent", message["id"])


def test_push_comes_first_and_whatsapp_only_when_it_has_not_arrived(
    world: World, cloud: Running, push_service: PushService
) -> None:
    agree(world.siti, "whatsapp")
    with_device(push_service, world.siti)
    tell(taken(world)[1])
    assert outside() == ["web_push"]
    later(5)
    assert outside() == ["web_push"]
    later()
    assert outside() == ["web_push", "whatsapp"]


def test_what_arrived_ends_the_round(world: World, cloud: Running, push_service: PushService) -> None:
    agree(world.siti, "whatsapp")
    with_device(push_service, world.siti)
    tell(taken(world)[1])
    take_in(notice("web_push"), Fate.DELIVERED)
    later()
    assert (outside(), Round.objects.get().ended_at is None) == (["web_push"], False)


def test_what_was_read_in_the_application_is_told_no_more(world: World, cloud: Running) -> None:
    agree(world.siti, "whatsapp", "email")
    tell(taken(world)[1])
    mark_read(world.siti)
    later()
    assert outside() == ["whatsapp"]


def test_a_failure_gives_the_next_channel_its_turn_at_once(world: World, cloud: Running, settings) -> None:
    connect(world, "telegram", bot="kabar_bot", token="123456:abcdefghijklm", url=cloud.url)
    agree(world.siti, "whatsapp", "telegram")
    cloud.misbehave("error", status=400, code="131026")
    tell(taken(world)[1])
    deliver_message(notice("whatsapp").pk)
    assert "131026" in notice("whatsapp").failure
    advance(Round.objects.get().pk)
    assert outside() == ["whatsapp", "telegram"]


def test_a_real_worker_goes_to_the_next_channel_without_waiting_for_the_time(
    run_worker: Callable[[], None], world: World, cloud: Running
) -> None:
    agree(world.siti, "whatsapp", "email")
    cloud.misbehave("error", status=400, code="131026")
    taken(world)
    run_worker()
    assert (notice("whatsapp").state, outside()) == ("failed", ["whatsapp", "email"])
    take_in(notice("email"), Fate.DELIVERED)
    run_worker()
    assert Round.objects.get().ended_at is not None


def test_a_round_that_lost_its_job_is_found_again(world: World, cloud: Running) -> None:
    agree(world.siti, "whatsapp", "email")
    tell(taken(world)[1])
    ProcrastinateJob.objects.filter(task_name="notices.advance_round").delete()
    Round.objects.update(due_at=now() - timedelta(minutes=6))
    for _ in range(2):
        sweep(0)
    [job] = ProcrastinateJob.objects.filter(task_name="notices.advance_round", status="todo")
    assert job.args["round_id"] == str(Round.objects.get().pk)


def test_the_persons_own_order_counts(world: World, cloud: Running) -> None:
    agree(world.siti, "email", "whatsapp")
    tell(taken(world)[1])
    assert outside() == ["email"]


def test_a_channel_the_office_took_from_this_kind_is_not_used(world: World, cloud: Running) -> None:
    set_office(world, rules={"take": {"channels": ["email"]}})
    agree(world.siti, "whatsapp", "email")
    tell(taken(world)[1])
    assert outside() == ["email"]


def test_a_consent_taken_back_stops_what_waits(world: World, cloud: Running) -> None:
    agree(world.siti, "whatsapp")
    tell(taken(world)[1])
    agree(world.siti)
    deliver_message(notice("whatsapp").pk)
    assert (notice("whatsapp").state, received(cloud)) == ("failed", [])
    kept = Consent.objects.get()
    assert kept.withdrawn_at is not None
    assert kept.withdrawn_at > kept.given_at


def test_at_night_whatsapp_waits_for_the_morning_of_the_office(world: World, cloud: Running) -> None:
    set_office(world, quiet_from=time(21), quiet_until=time(6))
    agree(world.siti, "whatsapp")
    _, event = taken(world)
    night = now().replace(hour=16, minute=30)  # 23.30 WIB
    with pretend(night):
        tell(event)
    assert outside() == []
    waiting = Round.objects.get()
    assert (waiting.due_at.hour, waiting.due_at > night) == (23, True)  # 06.00 WIB
    [job] = ProcrastinateJob.objects.filter(task_name="notices.advance_round", status="todo")
    assert job.scheduled_at == waiting.due_at
    with pretend(waiting.due_at):
        advance(waiting.pk)
    assert outside() == ["whatsapp"]


def test_what_the_person_chose_does_not_wait(world: World, cloud: Running) -> None:
    set_office(world, quiet_from=time(21), quiet_until=time(6))
    agree(world.siti, "whatsapp", quiet="never")
    _, event = taken(world)
    with pretend(now().replace(hour=16)):
        tell(event)
    assert outside() == ["whatsapp"]


def test_mail_says_no_more_than_sent_and_that_is_enough(world: World, cloud: Running) -> None:
    agree(world.siti, "email", "whatsapp")
    tell(taken(world)[1])
    take_in(notice("email"), Fate.SENT)
    later()
    assert outside() == ["email"]
    assert PHONE not in str(Notice.objects.values_list("title", "body", "link"))
