"""The clock can be set, inside a block alone."""

from datetime import UTC, datetime

from tatadesa.core import clock

PAST = datetime(2020, 2, 29, 20, 0, tzinfo=UTC)


def test_pretending_ends_with_its_block() -> None:
    with clock.pretend(PAST):
        assert clock.now() == PAST
        assert clock.office_today("Asia/Jakarta").day == 1
    assert clock.now().year > 2025
