"""Why an application may be refused."""

from typing import Any

import pytest

from tatadesa.applications.actions.reject import reject
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.reject_reasons import check_reasons, reasons_of
from tatadesa.core.errors import InvalidInput
from tests.desk.stages import taken
from tests.people import World


def test_the_shipped_list_ends_with_other(world: World) -> None:
    listed = reasons_of(world.version)
    assert len(listed) > 5
    assert list(listed)[-1] == "lainnya"


def test_a_standard_may_bring_its_own(world: World) -> None:
    world.version.standard = {**world.version.standard, "reject_reasons": [{"key": "lahan", "label": "Lahan sengketa"}]}
    assert reasons_of(world.version) == {"lahan": "Lahan sengketa", "lainnya": "Lainnya"}


@pytest.mark.parametrize(
    "reasons",
    [[], "x", [{}], [{"key": "lainnya", "label": "x"}], [{"key": "A b", "label": "x"}], [{"key": "a", "label": " "}]],
)
def test_a_wrong_list_is_refused(reasons: Any) -> None:
    with pytest.raises(DefinitionError):
        check_reasons(reasons)


def test_code_and_words_are_kept(world: World) -> None:
    application = taken(world)
    seen = application.event_count
    with pytest.raises(InvalidInput):
        reject(world.operator, application.number, seen=seen, reason="x", code="asal")
    done = reject(world.operator, application.number, seen=seen, reason="Batas tanah belum jelas.", code="sengketa")
    event = done.events.get(verb="reject")
    assert event.words == "Ada sengketa yang belum selesai. Batas tanah belum jelas."
    assert event.data == {"reason": "sengketa"}
