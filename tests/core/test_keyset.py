"""The place of the next page, as it comes back from an address anybody can write."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tatadesa.core import keyset
from tatadesa.core.errors import InvalidInput

IDENTITY = UUID("01a20f50-0b26-7a5a-97ec-e17cf2f75362")


def token(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_it_comes_back_as_it_was() -> None:
    key = (datetime(2026, 11, 24, 7, 5, 1, 123456, UTC), IDENTITY)
    assert keyset.decode(keyset.encode(*key)) == key


def test_a_far_offset_becomes_one_that_the_database_knows() -> None:
    moment, _ = keyset.decode(token(f"2026-01-02T00:00:00+23:59|{IDENTITY}"))
    assert moment.utcoffset() == UTC.utcoffset(None)
    assert moment == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "zz",
        "\ud800",
        "é" * 8,
        token("2026-01-01"),
        token(f"2026-01-01T00:00:00|{IDENTITY}"),
        token("2026-01-01T00:00:00+00:00|x"),
        token(f"0001-01-01T00:00:00+14:00|{IDENTITY}"),
        token(f"9999-12-31T23:59:59-14:00|{IDENTITY}"),
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        keyset.decode(given)
