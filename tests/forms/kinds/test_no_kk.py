"""The number of a family card."""

from contextlib import suppress

import pytest
from hypothesis import given

from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.no_kk import NoKk
from tatadesa.residents.nik import no_kk_errors
from tests.forms.kinds.asking import kept, told
from tests.forms.more_kinds import CARD_NUMBERS
from tests.forms.samples import CONTEXT


def test_what_people_write_between_is_taken_out() -> None:
    assert kept("no_kk", " 3302 0701.0110-0001 ") == "3302070101100001"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("330207010110000", "terisi 15 angka"),
        ("3302070101100001x", "tanpa huruf"),
        ("0902070101100001", "Enam angka pertama"),
        ("3300070101100001", "Enam angka pertama"),
        # A NIK of a woman: no card was ever issued on the 65th.
        ("3302076505909001", "bukan tanggal"),
        ("3302070101100000", "0000"),
    ],
)
def test_wrong_numbers_say_what_to_do(raw: str, words: str) -> None:
    assert words in told("no_kk", raw)


@given(CARD_NUMBERS)
def test_a_form_and_the_register_agree(raw: str) -> None:
    value = None
    with suppress(Invalid):
        value = NoKk().clean({}, raw, CONTEXT)
    assert (value is None) == bool(no_kk_errors(raw))
