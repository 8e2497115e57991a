"""The index of PermenPANRB 14/2017 (Indeks Kepuasan Masyarakat). Pure functions over sums; exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tatadesa.feedback.elements import COUNT

_CENT: Final = Decimal("0.01")
# 1.00 to 4.00 becomes 25.00 to 100.00.
_SCALE: Final = 25
# The lowest index of each grade. The regulation's bands have gaps of 0.01 that no rounded index falls into.
_GRADES: Final = (
    (Decimal("88.31"), "A", "Sangat Baik"),
    (Decimal("76.61"), "B", "Baik"),
    (Decimal("65.00"), "C", "Kurang Baik"),
    (Decimal("25.00"), "D", "Tidak Baik"),
)


@dataclass(frozen=True)
class IkmResult:
    """``n`` filled questionnaires, the index with two decimals, its grade A to D and the grade in words."""

    n: int
    index: Decimal
    grade: str
    words: str


@dataclass(frozen=True)
class ElementResult:
    """One element: its mean answer (NRR, 1.00 to 4.00), the same as an index, and the grade of that."""

    nrr: Decimal
    index: Decimal
    grade: str
    words: str


def index_of(sums: Sequence[int], n: int) -> IkmResult | None:
    """The index of ``n`` questionnaires from the sum of answers of each of the nine elements; None without any.

    Weights are exactly 1/9 (the printed 0.11 would lose a hundredth), and rounding comes before grading.
    """
    if n < 1:
        return None
    if len(sums) != COUNT:
        raise ValueError(f"{COUNT} sums are needed, not {len(sums)}")
    index = _rounded(Decimal(sum(sums) * _SCALE) / (n * COUNT))
    return IkmResult(n, index, *grade_of(index))


def element_of(total: int, n: int) -> ElementResult | None:
    """One element from the sum of its ``n`` answers; None without any."""
    if n < 1:
        return None
    index = _rounded(Decimal(total * _SCALE) / n)
    return ElementResult(_rounded(Decimal(total) / n), index, *grade_of(index))


def grade_of(index: Decimal) -> tuple[str, str]:
    """Letter and words of a rounded index."""
    return next((grade, words) for lowest, grade, words in _GRADES if index >= lowest)


def sample_size(people: int) -> int:
    """How many of ``people`` should answer (Krejcie and Morgan 1970: chi² 3.841, P 0.5, d 0.05); 0 of nobody."""
    if people < 1:
        return 0
    chi, spread, error = Decimal("3.841"), Decimal("0.25"), Decimal("0.0025")
    wanted = chi * people * spread / (error * (people - 1) + chi * spread)
    return int(wanted.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def decimal_words(number: Decimal) -> str:
    """``91,48``: as reports here print decimals."""
    return f"{number:.2f}".replace(".", ",")


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_CENT, rounding=ROUND_HALF_UP)
