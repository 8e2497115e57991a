"""Who may apply, by what the register says."""

from datetime import date

import pytest

from tatadesa.catalogue import rules

TODAY = date(2026, 11, 25)
ADULT = {"of": "penduduk.umur", "op": "at_least", "to": 17}
MARRIED = {"of": "penduduk.status_kawin", "op": "is", "to": "Kawin"}
RULES = {"who": {"if": {"any": [ADULT, MARRIED]}, "words": "Sudah 17 tahun, atau sudah kawin."}}


@pytest.mark.parametrize(
    ("register", "may"),
    [
        ({"penduduk.umur": "17", "penduduk.status_kawin": "Belum Kawin"}, True),
        ({"penduduk.umur": "16", "penduduk.status_kawin": "Kawin"}, True),
        ({"penduduk.umur": "16", "penduduk.status_kawin": "Belum Kawin"}, False),
        ({}, False),
    ],
)
def test_the_register_decides(register: dict[str, str], may: bool) -> None:
    assert rules.may_apply(RULES, register, TODAY) is may


def test_without_rules_everybody_may_for_the_family_and_as_often_as_needed() -> None:
    assert rules.may_apply({}, {}, TODAY)
    assert rules.for_family({})
    assert not rules.one_open({})
    assert rules.who_words({}) == ""


def test_what_the_rules_say_counts() -> None:
    assert not rules.for_family({"for_family": False})
    assert rules.one_open({"one_open": True})
    assert rules.who_words(RULES) == "Sudah 17 tahun, atau sudah kawin."
