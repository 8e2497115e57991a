"""The texts of a template: filters and marks, which only the template's own words can bring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.letters.glyphs import printable
from tatadesa.letters.texts import MARK, STYLED, TemplateError, as_digits, check_text, plain, written


@pytest.mark.parametrize(
    ("value", "filters", "wanted"),
    [
        ("1500000", "rupiah", "Rp1.500.000"),
        ("Rp1.500.000", "rupiah", "Rp1.500.000"),
        ("Rp1.500.000", "terbilang", "satu juta lima ratus ribu rupiah"),
        ("4 orang", "terbilang", "empat orang"),
        ("2,5", "terbilang", "dua koma lima"),
        ("banyak", "terbilang", "banyak"),
        ("banyak", "rupiah", "banyak"),
        ("2026-11-24", "tanggal", "24 November 2026"),
        ("2026-13-99", "tanggal", "2026-13-99"),
        ("SITI", "judul", "Siti"),
        ("Siti", "besar", "SITI"),
        ("4", "terbilang|judul", "Empat"),
    ],
)
def test_filters(value: str, filters: str, wanted: str) -> None:
    assert written(f"{{jawaban.x|{filters}}}", {"jawaban.x": value}) == wanted


def test_an_unknown_filter_is_named() -> None:
    with pytest.raises(TemplateError, match="sandi"):
        check_text("Bagian 1", "{penduduk.nama|sandi}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a **b** c", [("", "a "), ("b", "b"), ("", " c")]),
        ("_a_ b", [("i", "a"), ("", " b")]),
        ("__a__", [("u", "a")]),
        ("**_a_**", [("bi", "a")]),
        ("**{jawaban.x}**", [("b", "**isi** _x_")]),
    ],
)
def test_marks(text: str, wanted: list[tuple[str, str]]) -> None:
    made = written(text, {"jawaban.x": "**isi** _x_"})
    runs = [tuple(run.split(STYLED)) for run in made.split(MARK)[1:]]
    assert runs == wanted


@pytest.mark.parametrize("text", ["_______", "nama_usaha_saya", "2 ** 3 ** 4", "a * b", "__ x __", "{jawaban.a_b}"])
def test_what_is_no_mark_stays(text: str) -> None:
    assert written(text, {"jawaban.a_b": "{jawaban.a_b}"}) == text


@given(st.text())
def test_a_value_is_never_read_as_mark_or_placeholder(value: str) -> None:
    made = written("{jawaban.x}", {"jawaban.x": value})
    assert made == printable(value)
    assert MARK not in made
    assert plain(made) == made


def test_marks_that_turn_the_direction_do_not_come_through() -> None:
    assert written("{jawaban.x}!", {"jawaban.x": "\u202eabc\u2066\u0001b\u0002"}) == "abcb!"


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("Kamis, 19 November 2026", "19-11-2026"),
        ("1 Mei 2026", "01-05-2026"),
        ("2026-11-09", "09-11-2026"),
        ("kemarin", "kemarin"),
        ("31 Rajab 1448", "31 Rajab 1448"),
        ("", ""),
    ],
)
def test_a_day_in_digits(said: str, digits: str) -> None:
    assert as_digits(said) == digits
