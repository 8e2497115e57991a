"""The ``ask`` items of a step."""

from typing import Any

import pytest

from tatadesa.catalogue.asking import check_asks
from tatadesa.catalogue.errors import DefinitionError
from tests.people import FORM

RIGHT: dict[str, Any] = {
    "to": "polsek",
    "kind": "opinion",
    "question": "Apakah acara ini aman?",
    "days": 3,
    "documents": ["kk"],
    "answers": ["keperluan"],
    "blocks": False,
    "when": {"of": "jawaban.jumlah", "op": "more_than", "to": 5},
}


def test_a_right_one_passes() -> None:
    check_asks([RIGHT, {"to": "kua", "kind": "handover", "question": "?"}], FORM)


@pytest.mark.parametrize(
    "change",
    [
        {"to": "desa"},
        {"to": "rumah sakit"},
        {"to": ["polsek"]},
        {"kind": "order"},
        {"kind": {}},
        {"question": " "},
        {"question": "a" * 1001},
        {"days": 0},
        {"days": True},
        {"days": 31},
        {"documents": ["keperluan"]},
        {"documents": "kk"},
        {"answers": ["kk"]},
        {"answers": [["x"]]},
        {"blocks": 1},
        {"when": {"of": "jawaban.tidak_ada", "op": "filled"}},
        {"when": []},
        {"lain": 1},
    ],
)
def test_a_wrong_one_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match="Permintaan ke instansi 1"):
        check_asks([{**RIGHT, **change}], FORM)


@pytest.mark.parametrize("items", [None, {}, [], [RIGHT] * 7, ["x"], [{"to": "polsek"}]])
def test_other_shapes_are_refused(items: Any) -> None:
    with pytest.raises(DefinitionError):
        check_asks(items, FORM)
