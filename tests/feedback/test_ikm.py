"""The index, by the regulation's own figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tatadesa.feedback.elements import COUNT, ELEMENTS
from tatadesa.feedback.ikm import decimal_words, element_of, grade_of, index_of, sample_size

# How many answered, and the sum of each element's answers.
answered = some.integers(1, 500).flatmap(
    lambda n: some.tuples(some.just(n), some.lists(some.integers(n, 4 * n), min_size=COUNT, max_size=COUNT))
)


@pytest.mark.parametrize(
    ("answer", "index", "grade"), [(4, "100.00", "A"), (3, "75.00", "C"), (2, "50.00", "D"), (1, "25.00", "D")]
)
def test_everybody_answers_the_same(answer: int, index: str, grade: str) -> None:
    result = index_of([answer * 7] * COUNT, 7)
    assert result is not None
    assert (str(result.index), result.grade) == (index, grade)


def test_the_worked_sample_with_exact_weights() -> None:
    """955 over 29 × 9; with the printed weight 0.11 it would be 90.56."""
    result = index_of([955 - 8 * 106, *[106] * 8], 29)
    assert result is not None
    assert (str(result.index), result.grade, result.words) == ("91.48", "A", "Sangat Baik")


def test_nobody_is_no_data_and_not_a_bad_grade() -> None:
    assert index_of([0] * COUNT, 0) is None
    assert element_of(0, 0) is None


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("25.00", "D"), ("64.99", "D"), ("65.00", "C"), ("76.60", "C"),
        ("76.61", "B"), ("88.30", "B"), ("88.31", "A"), ("100.00", "A"),
    ],
)  # fmt: skip
def test_the_bands(index: str, grade: str) -> None:
    assert grade_of(Decimal(index))[0] == grade


def test_rounding_comes_before_the_grade() -> None:
    """88.305 is 88.31 when rounded half up, so it is A: no index falls between two bands."""
    assert Decimal(158949 * 25) / (9 * 5000) == Decimal("88.305")
    result = index_of([158949, *[0] * 8], 5000)
    assert result is not None
    assert (str(result.index), result.grade) == ("88.31", "A")


@given(answered)
def test_it_stays_within_its_bounds(given_sums: tuple[int, list[int]]) -> None:
    n, sums = given_sums
    result = index_of(sums, n)
    assert result is not None
    assert Decimal("25.00") <= result.index <= Decimal("100.00")
    assert result.index == result.index.quantize(Decimal("0.01"))


@given(answered, some.integers(0, COUNT - 1))
def test_a_better_answer_never_makes_it_worse(given_sums: tuple[int, list[int]], place: int) -> None:
    n, sums = given_sums
    before = index_of(sums, n)
    sums[place] = min(sums[place] + 1, 4 * n)
    after = index_of(sums, n)
    assert before is not None
    assert after is not None
    assert after.index >= before.index
    assert after.grade <= before.grade


@pytest.mark.parametrize(("people", "wanted"), [(0, 0), (10, 10), (50, 44), (100, 80), (1000, 278), (10_000, 370)])
def test_the_sample_is_that_of_the_table(people: int, wanted: int) -> None:
    assert sample_size(people) == wanted


def test_nine_elements_each_with_four_different_answers() -> None:
    assert [element.code for element in ELEMENTS] == [f"U{number}" for number in range(1, 10)]
    assert all(len(set(element.choices)) == 4 for element in ELEMENTS)
    assert decimal_words(Decimal("91.48")) == "91,48"
