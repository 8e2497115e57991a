"""Letter numbers: patterns, and a counter that never gives one twice or skips one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import numbering
from tatadesa.letters.models import NumberCounter
from tatadesa.letters.numbering import NumberParts, check_pattern, format_number
from tests.people import World

PARTS = NumberParts("400.9.14.1", 7, "KRS", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{klasifikasi}/{nomor:03}/{kode}/{bulan_romawi}/{tahun}", "400.9.14.1/007/KRS/XI/2026"),
        ("{keamanan}/{nomor:03}/{klasifikasi}/{bulan_romawi}/{tahun}", "B/007/400.9.14.1/XI/2026"),
        ("{klasifikasi}/{nomor:02}/{tahun}", "400.9.14.1/07/2026"),
        ("{klasifikasi}/{nomor:04}/08.1006/{bulan_romawi}/{tahun}", "400.9.14.1/0007/08.1006/XI/2026"),
        ("{klasifikasi}/{nomor}/Handil Suruk/{tahun}", "400.9.14.1/7/Handil Suruk/2026"),
        ("{nomor}-{bulan}.{tahun}", "7-11.2026"),
    ],
)
def test_patterns_offices_really_use(pattern: str, number: str) -> None:
    assert format_number(pattern, PARTS) == number


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{klasifikasi}/{tahun}",
        "{nomor}/{nomor}/{tahun}",
        "{nomor}/{bulan}",
        "{nomor}/{tahun}/{desa}",
        "{nomor:09}/{tahun}",
        "{nomor}/{tahun:02}",
        "{nomor}{tahun}",
        "{nomor}/{tahun}/<b>",
        "{nomor}/{tahun}/\u202e",
        "{nomor}/{tahun}/{0.__class__}",
        "{nomor}/{tahun}/" + "x" * 120,
    ],
)
def test_a_bad_pattern_is_refused_with_words(pattern: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_pattern(pattern)
    assert refused.value.errors["number_pattern"]


def test_a_number_that_would_not_fit_is_refused() -> None:
    with pytest.raises(InvalidInput):
        format_number("{klasifikasi}/{nomor}/{tahun}", NumberParts("4" * 160, 1, "K", date(2026, 1, 1)))


PATTERN_PARTS = st.lists(
    st.sampled_from(["{klasifikasi}", "{kode}", "{bulan}", "{bulan_romawi}", "{keamanan}", "DS"]), max_size=3
)


@given(
    before=PATTERN_PARTS,
    after=PATTERN_PARTS,
    width=st.sampled_from(["", ":01", ":03", ":06"]),
    first=st.integers(1, 999_999),
    second=st.integers(1, 999_999),
)
def test_two_running_numbers_never_look_the_same(
    before: list[str], after: list[str], width: str, first: int, second: int
) -> None:
    pattern = "/".join([*before, f"{{nomor{width}}}", *after, "{tahun}"])
    numbers = {
        format_number(pattern, NumberParts("400.9", running, "KRS", date(2026, 5, 1))) for running in (first, second)
    }
    assert len(numbers) == len({first, second})


@given(st.text(max_size=140))
def test_any_text_is_either_a_pattern_or_refused(pattern: str) -> None:
    try:
        check_pattern(pattern)
    except InvalidInput:
        return
    assert "7" in format_number(pattern, PARTS)


def test_each_office_counter_and_year_counts_for_itself(world: World) -> None:
    def take(counter: str = "semua", year: int = 2026) -> int:
        return numbering.take(world.karangsari, counter, year)

    assert [take(), take(), take()] == [1, 2, 3]
    assert (take(counter="sktm"), take(year=2027), take()) == (1, 1, 4)
    assert numbering.take(world.sidamulya, "semua", 2026) == 1


def test_a_rollback_gives_the_number_back(world: World) -> None:
    numbering.take(world.karangsari, "semua", 2026)
    with transaction.atomic():
        numbering.take(world.karangsari, "semua", 2026)
        transaction.set_rollback(True)
    assert numbering.take(world.karangsari, "semua", 2026) == 2


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given(world: World) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        numbering.take(world.karangsari, "semua", 2026)


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_leave_no_gap_and_no_double(world: World) -> None:
    barrier = Barrier(40)

    def take(place: int) -> int | None:
        barrier.wait(timeout=30)
        try:
            with transaction.atomic():
                number = numbering.take(world.karangsari, "semua", 2026)
                transaction.set_rollback(place % 5 == 0)
            return number if place % 5 else None
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as pool:
        taken = [number for number in pool.map(take, range(40)) if number is not None]
    assert sorted(taken) == list(range(1, 33))
    assert NumberCounter.objects.get().last == 32
