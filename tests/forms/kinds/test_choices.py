"""Several of a list."""

import pytest

from tatadesa.core.errors import InvalidInput
from tatadesa.forms.logic import holds
from tatadesa.forms.schema import SchemaError, check_schema
from tests.forms.kinds.asking import kept, read, shown, told, words
from tests.forms.samples import TODAY, field, form

PAPERS = {"choices": [{"key": key, "label": key.upper()} for key in ("ktp", "kk", "akta", "ijazah")]}


def test_the_answer_is_in_the_order_of_the_list() -> None:
    assert kept("choices", ["akta", "ktp", "akta"], **PAPERS) == ["ktp", "akta"]
    assert kept("choices", [], **PAPERS) is None
    assert words("choices", ["ktp", "akta"], **PAPERS) == "KTP, AKTA"


def test_too_few_and_too_many_say_how_many() -> None:
    assert "paling sedikit 2" in told("choices", ["kk"], min_choices=2, **PAPERS)
    assert "paling banyak 2" in told("choices", ["kk", "ktp", "akta"], max_choices=2, **PAPERS)
    assert "dari daftar" in told("choices", ["sim"], **PAPERS)
    assert "dari daftar" in told("choices", "kk", **PAPERS)


def test_every_tick_comes_along() -> None:
    assert read("choices", "isian=kk&isian=ktp&isian=kk", **PAPERS) == ["kk", "ktp"]
    assert read("choices", "", **PAPERS) == []


def test_boxes_are_ticked_and_the_first_is_where_errors_lead() -> None:
    page = shown("choices", ["kk", "akta"], **PAPERS)
    assert [box.get("value") for box in page.xpath(".//input[@checked]")] == ["kk", "akta"]
    assert page.get_element_by_id("isian-isian").get("value") == "ktp"
    assert page.tag == "fieldset"


def test_conditions_ask_whether_it_holds_one() -> None:
    condition = {"of": "jawaban.isian", "op": "has", "to": "kk"}
    assert holds(condition, {"isian": ["kk", "ktp"]}, {}, TODAY)
    assert not holds(condition, {"isian": ["ktp"]}, {}, TODAY)


@pytest.mark.parametrize("options", [{"min_choices": 5}, {"min_choices": 3, "max_choices": 2}, {"max_choices": 0}])
def test_counts_that_cannot_be_met_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(SchemaError):
        check_schema(form(field("choices", **{**PAPERS, **options})))


def test_a_name_below_it_is_unknown() -> None:
    with pytest.raises(InvalidInput):
        read("choices", "isian__kk=1", **PAPERS)
