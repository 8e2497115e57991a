"""Numbers in words, names in title case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.number_words import LARGEST, number_words, title_case


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (15, "lima belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_500_000, "satu juta lima ratus ribu"),
        (2_000_000_001, "dua miliar satu"),
        (10**12, "satu triliun"),
        (10**15, "seribu triliun"),
        (-7, "minus tujuh"),
    ],
)
def test_known_numbers(number: int, words: str) -> None:
    assert number_words(number) == words


def test_beyond_the_largest_there_are_no_words() -> None:
    with pytest.raises(ValueError, match="large"):
        number_words(LARGEST + 1)


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_words_tell_the_number_again(number: int) -> None:
    assert value_of(number_words(number)) == number


def value_of(words: str) -> int:
    """Reads the words as a person does: what stands before the largest step counts as many of it."""
    if words.startswith("minus "):
        return -value_of(words.removeprefix("minus "))
    plainly = words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas")
    return read(plainly.replace("seratus", "satu ratus").replace("seribu", "satu ribu").split())


def read(words: list[str]) -> int:
    for step, size in (("triliun", 10**12), ("miliar", 10**9), ("juta", 10**6), ("ribu", 1000), ("ratus", 100)):
        if step in words:
            at = words.index(step)
            return read(words[:at]) * size + read(words[at + 1 :])
    if "belas" in words:
        return 10 + read(words[:-1])
    if "puluh" in words:
        return 10 * read(words[:1]) + read(words[2:])
    return (
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"].index(words[0])
        if words
        else 0
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SITI AMINAH", "Siti Aminah"),
        ("sd negeri 1 karangsari", "SD Negeri 1 Karangsari"),
        ("JALAN MELATI RT 03 RW 02", "Jalan Melati RT 03 RW 02"),
        ('PT "MAJU JAYA" DAN CV SUMBER', 'PT "MAJU JAYA" dan CV Sumber'),
        ("HADI SUTRISNO, S.Sos.", "Hadi Sutrisno, S.Sos."),
        ("PAKUBUWANA XII", "Pakubuwana XII"),
        ("MA'RUF BIN ALI", "Ma'ruf bin Ali"),
        ("di rumah", "Di Rumah"),
        ("", ""),
    ],
)
def test_title_case(text: str, wanted: str) -> None:
    assert title_case(text) == wanted
