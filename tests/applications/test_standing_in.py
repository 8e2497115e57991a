"""A step for an RT head whom nobody is does not stick: the office does it, and says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.applications import standing_in
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.take import take
from tatadesa.applications.handlers import on_step_opened
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import can_act
from tatadesa.applications.standing_in import stand_in_everywhere
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import now
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice
from tests.family import rt_head
from tests.people import World, publish_service, sent

RT = {"key": "rt", "label": "Pengantar RT", "kind": "verify", "roles": ["rt"]}
CHAIN: list[dict[str, Any]] = [
    {"key": "periksa", "label": "Pemeriksaan", "kind": "verify", "roles": ["operator"]},
    RT,
    {"key": "tanda", "label": "Tanda tangan", "kind": "issue", "roles": ["kades"]},
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def version(world: World) -> ServiceVersion:
    """Its first step is the RT head's."""
    return publish_service(world.karangsari, "pengantar", workflow=[RT, CHAIN[2]])


def part_of(application: Application) -> tuple[str, str]:
    register = application.register_data
    return register["penduduk.rt"], register["penduduk.rw"]


def settle() -> None:
    """What the effect jobs do."""
    for job in ProcrastinateJob.objects.filter(args__handler__endswith="on_step_opened").order_by("id"):
        on_step_opened(job.args["payload"])


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_without_a_head_the_office_has_the_first_step(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version)
    assert not can_act(world.operator, application)
    settle()
    application = take(world.operator, application.number)
    assert application.turn_roles == ["rt", "operator", "kasi", "sekdes", "kades"]
    event = application.events.get(verb="stand_in")
    rt, rw = part_of(application)
    assert event.words == f"Ketua RT di RT {rt}/RW {rw} belum ada. Langkah “Pengantar RT” dikerjakan kantor desa."
    assert approve(world.operator, application.number, seen=application.event_count).turn_label == "Tanda tangan"


def test_a_later_step_too(world: World) -> None:
    application = sent(world.siti, publish_service(world.karangsari, "nanti", workflow=CHAIN))
    take(world.operator, application.number)
    application = approve(world.operator, application.number, seen=2)
    settle()
    assert can_act(world.operator, again(application))


def test_a_head_of_that_part_keeps_it_and_another_does_not_count(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version)
    rt, rw = part_of(application)
    head = rt_head(world, rt, "099")
    settle()
    assert again(application).turn_roles[:2] == ["rt", "operator"]
    head.rw = rw
    head.save()
    second = sent(world.budi, version)
    head.rt, head.rw = part_of(second)
    head.save()
    settle()
    assert (again(second).turn_roles, can_act(head, again(second))) == (["rt"], True)


def test_who_becomes_head_meanwhile_may_still_do_it(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version)
    settle()
    head = rt_head(world, *part_of(application))
    assert can_act(head, again(application))


@pytest.mark.parametrize("how", ["left", "term", "right"])
def test_a_head_who_goes_leaves_nothing_behind(world: World, version: ServiceVersion, how: str) -> None:
    application = sent(world.siti, version)
    head = rt_head(world, *part_of(application))
    settle()
    take(head, application.number)
    assert stand_in_everywhere() == 0
    if how == "left":
        head.account.is_active = False
        head.account.save()
    elif how == "term":
        head.terms = {"rt": {"begins": "2020-01-01", "ends": str((now() - timedelta(days=2)).date())}}
    else:
        head.rights_taken = ["decide"]
    head.save()
    assert (stand_in_everywhere(), stand_in_everywhere()) == (1, 0)
    found = again(application)
    assert (found.taken_by, found.events.filter(verb="stand_in").count()) == (None, 1)
    assert take(world.operator, application.number).taken_by == world.operator


def test_the_operator_is_told_on_the_desk_and_the_citizens_phone_is_left_alone(
    world: World, version: ServiceVersion
) -> None:
    application = sent(world.siti, version)
    other_head = rt_head(world, "077", "077")
    settle()
    on_application_event({"event_id": str(application.events.get(verb="stand_in").pk)})
    told = set(Notice.objects.filter(occasion__startswith="staff:").values_list("account", flat=True))
    assert world.operator.pk in told
    assert other_head.pk not in told
    assert set(Notice.objects.values_list("channel", flat=True)) == {"in_app"}


def test_told_again_nothing_happens_and_what_has_ended_stays(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version)
    settle()
    settle()
    assert again(application).events.filter(verb="stand_in").count() == 1
    ended = sent(world.budi, version)
    cancel(world.budi, ended.number)
    settle()
    assert again(ended).state == "cancelled"


def test_none_is_passed_over_however_many_there_are(
    world: World, version: ServiceVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing_in, "_MOST", 2)
    for account in (world.siti, world.budi, world.siti, world.budi, world.siti):
        sent(account, version)
    assert stand_in_everywhere() == 5


def test_a_way_without_rt_queues_nothing(world: World) -> None:
    sent(world.siti, world.version)
    assert not ProcrastinateJob.objects.filter(args__handler__endswith="on_step_opened").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_it(world: World, version: ServiceVersion, run: Callable[[], None]) -> None:
    application = sent(world.siti, version)
    run()
    assert again(application).turn_roles[1] == "operator"


@pytest.fixture
def run() -> Callable[[], None]:
    return lambda: call_command("procrastinate", "worker", "--one-shot", "--queues", "effects")
