"""Text made safe for the typesetter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.letters.glyphs import characters, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ny. Dewi  Sartika\n(Jalan 1)", "Ny. Dewi Sartika (Jalan 1)"),
        ("I\u0307 e\u0301", "İ é"),
        ("\u202eIMAN\u200f \u2066x\u2069", "IMAN x"),
        ("a\x00b\x07", "ab"),
        ("😀 محمد", "□ □□□□"),
        ("\ud800", ""),
    ],
)
def test_what_prints(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_the_fonts_carry_what_indonesian_letters_need() -> None:
    assert set("ABCxyz0123456789.,:;/()-–—“”‘’…°²½·é□") <= characters()
    assert "م" not in characters()


def test_long_words_can_break_and_keep_their_letters() -> None:
    word = "N" * 300
    assert "\u200b" in printable(word)
    assert printable(word).replace("\u200b", "") == word


@given(st.text())
def test_nothing_unprintable_is_left(text: str) -> None:
    result = printable(text)
    assert set(result) <= characters() | {"\u200b"}
    assert unicodedata.is_normalized("NFC", result)
    assert printable(result.replace("\u200b", "")) == result
