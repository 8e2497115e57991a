"""A point on the map."""

from contextlib import suppress

import pytest
from hypothesis import given

from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.map_point import BOUNDS, MapPoint
from tests.forms.kinds.asking import kept, read, shown, told, told_beside, words
from tests.forms.more_kinds import DEGREES
from tests.forms.samples import CONTEXT, field

HERE = {"lat": "-7,512345", "lng": "109.234567", "accuracy": "12"}
POINT = {"lat": -7.512345, "lng": 109.234567, "accuracy": 12}


def test_comma_and_dot_are_the_same() -> None:
    assert kept("map_point", HERE) == POINT
    assert kept("map_point", POINT) == POINT
    assert kept("map_point", {**HERE, "accuracy": ""}) == {**POINT, "accuracy": None}
    assert kept("map_point", {}) is None


@pytest.mark.parametrize("pasted", ["-7.512345, 109.234567", "-7,512345; 109,234567", "-7.512345 109.234567"])
def test_both_numbers_as_a_map_gives_them(pasted: str) -> None:
    assert kept("map_point", {"lat": pasted, "lng": ""}) == {**POINT, "accuracy": None}


def test_each_number_has_its_own_words() -> None:
    assert list(told_beside("map_point", {"lat": "utara", "lng": "109,2"})) == ["lintang"]
    assert list(told_beside("map_point", {"lat": "-7,5", "lng": ""})) == ["bujur"]
    assert list(told_beside("map_point", {"lat": "109,2", "lng": "-7,5"})) == ["lintang", "bujur"]
    assert "di luar Indonesia" in told("map_point", {"lat": "-33,8", "lng": "109,2"})
    assert "tidak terbaca" in told("map_point", ["x"])


def test_in_words_and_for_letters() -> None:
    assert words("map_point", POINT) == "-7,512345, 109,234567 (± 12 m)"
    assert words("map_point", {**POINT, "accuracy": None}) == "-7,512345, 109,234567"
    kind = MapPoint()
    assert kind.parts(field("map_point"), POINT) == {"lintang": "-7,512345", "bujur": "109,234567", "akurasi": "12"}


def test_without_script_two_inputs_with_examples() -> None:
    page = shown("map_point", HERE, parts={"bujur": "Isi garis bujur."})
    assert [box.get("value") for box in page.xpath(".//input")] == ["-7,512345", "109.234567", "12"]
    wrong = page.xpath(".//input[@aria-invalid]")
    assert [box.get("name") for box in wrong] == ["isian__bujur"]
    described = [page.get_element_by_id(name).text_content() for name in wrong[0].get("aria-describedby").split()]
    assert described == ["Isi garis bujur.", "Misalnya 109,234567"]
    assert read("map_point", "isian__lintang=-7,5&isian__bujur=109&isian__akurasi=") == {
        "lat": "-7,5",
        "lng": "109",
        "accuracy": "",
    }


@given(DEGREES, DEGREES)
def test_what_is_kept_lies_in_indonesia(lat: str, lng: str) -> None:
    with suppress(Invalid):
        point = MapPoint().clean({}, {"lat": lat, "lng": lng}, CONTEXT)
        if point is not None:
            assert all(low <= point[key] <= high for key, (low, high) in BOUNDS.items())
            assert MapPoint().clean({}, point, CONTEXT) == point
