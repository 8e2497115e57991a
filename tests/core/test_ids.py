"""Identifiers."""

import time

from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.ids import normalise_code, public_number, random_code, uuid7


def test_uuid7_is_version_7_and_sorts_by_time() -> None:
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert first.version == second.version == 7
    assert first.variant == "specified in RFC 4122"
    assert first < second
    assert len({uuid7() for _ in range(5000)}) == 5000


def test_public_number_reads_out_well() -> None:
    number = public_number(2026)
    assert number.startswith("26-")
    assert len(number) == 12
    assert not set(number[3:]) & set("ILOU")


@given(st.integers(1, 40))
def test_a_code_survives_sloppy_typing(length: int) -> None:
    code = random_code(length)
    sloppy = code.lower().replace("0", "o").replace("1", "l")
    assert normalise_code(" ".join(sloppy)) == code
