"""The reader's lists are those of the register: an adapter may not import them, so this holds them together."""

import pytest

from tatadesa.gateways.ktp_reader import words
from tatadesa.residents import codes


def labels(known: codes.Codes) -> set[str]:
    return {label.upper() for _, label in known}


def test_the_lists_are_those_of_the_register() -> None:
    assert set(words.RELIGION.values()) == labels(codes.RELIGION)
    assert set(words.OCCUPATION.values()) == labels(codes.OCCUPATION)
    assert set(words.MARITAL_STATUS.values()) <= labels(codes.MARITAL_STATUS)
    assert set(words.SEX) == labels(codes.SEX)
    assert set(words.CITIZENSHIP.values()) <= labels(codes.CITIZENSHIP)
    assert set(words.BLOOD_TYPES) <= labels(codes.BLOOD_TYPE)


@pytest.mark.parametrize(("text", "expected"), [("lSLAM", "ISLAM"), (": CERA1 HIDUP", None), ("", None), ("ABC", None)])
def test_snapping_to_religions(text: str, expected: str | None) -> None:
    assert words.snap(text, words.RELIGION) == expected


def test_two_words_that_are_near_are_none() -> None:
    assert words.snap("KARYAWAN BUM", words.OCCUPATION) is None


def test_every_word_is_itself() -> None:
    for known in (words.RELIGION, words.MARITAL_STATUS, words.OCCUPATION, words.SEX):
        assert [words.snap(word, known) for word in known] == list(known.values())
