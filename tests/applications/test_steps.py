"""Steps as data: conditions, stand-ins, targets."""

from typing import Any

import pytest

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Step
from tatadesa.applications.steps import in_whose_name
from tatadesa.catalogue.models import ServiceVersion
from tests.applications.test_revise import change
from tests.people import World, publish_service, sent

SCHOOL = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}
CHAIN: list[dict[str, Any]] = [
    {"key": "periksa", "label": "Pemeriksaan", "kind": "verify", "roles": ["operator"], "hours": 4},
    {"key": "kasi", "label": "Kasi", "kind": "verify", "roles": ["kasi"], "when": SCHOOL},
    {"key": "sekdes", "label": "Sekdes", "kind": "verify", "roles": ["sekdes"], "when": {"not": SCHOOL}},
    {"key": "tanda", "label": "Tanda tangan", "kind": "issue", "roles": ["kades"], "delegates": ["sekdes"]},
]


@pytest.fixture
def version(world: World) -> ServiceVersion:
    """A service with a longer way."""
    return publish_service(world.karangsari, "alur-panjang", workflow=CHAIN)


def ways(application: Application) -> dict[str, str]:
    return dict(application.steps.order_by("position").values_list("key", "status"))


def test_steps_that_do_not_apply_are_passed_over(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version, peruntukan="bank")
    assert ways(application) == {"periksa": "active", "kasi": "skipped", "sekdes": "waiting", "tanda": "waiting"}
    take(world.operator, application.number)
    application = approve(world.operator, application.number, seen=2)
    assert (application.turn_label, application.turn_roles) == ("Sekdes", ["sekdes"])
    take(world.sekdes, application.number)
    application = approve(world.sekdes, application.number, seen=4)
    assert (application.turn_label, application.turn_roles) == ("Tanda tangan", ["kades", "sekdes"])


def test_a_correction_changes_the_way(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version, peruntukan="bank")
    take(world.operator, application.number)
    return_for_correction(world.operator, application.number, seen=2, fields=["peruntukan"], message="Salah.")
    revise(world.siti, application.number, change(world.siti, application, peruntukan="sekolah"))
    assert ways(application)["kasi"] == "waiting"
    assert ways(application)["sekdes"] == "skipped"


def test_the_target_is_counted_from_the_opening(world: World, version: ServiceVersion) -> None:
    application = sent(world.siti, version)
    step = application.steps.get(key="periksa")
    assert step.due_at is not None
    assert step.due_at > application.submitted_at
    assert application.turn_due_at == step.due_at


def test_who_stands_in_says_so(world: World, version: ServiceVersion) -> None:
    step = Step(roles=["kades"], delegates=["sekdes"])
    assert in_whose_name(step, world.kades) == ""
    assert in_whose_name(step, world.sekdes) == "Kepala Desa"
