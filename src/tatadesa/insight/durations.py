"""How long things took, in the steps in which people say it, and what half and nine of ten of them kept to.

PostgreSQL sorts every duration into one of ``STEPS`` (rounded up, as ``duration_words`` says them) and only counts. As
rounding up keeps the order, the median and the 90th percentile of the counts are ``percentile_disc`` of all durations,
rounded up: exact, and 200,000 rows need no sorting. Counts of several groups can be added, which percentiles cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tatadesa.applications.usual_time import duration_words

FEWEST = 5
"""Of fewer than so many nothing is said about how long they took."""
TOO_FEW = "belum cukup data"
_DAYS = 366
STEPS: tuple[int, ...] = (*range(5, 60, 5), *(60 * hours for hours in range(1, 24)))
STEPS += tuple(24 * 60 * days for days in range(1, _DAYS + 1))
"""Minutes: fives to 55, hours to 23, days to a year."""
# What is exactly as long as a step belongs to it: ``width_bucket`` begins the next one just above.
LIMITS: list[float] = [60 * minutes + 1e-6 for minutes in STEPS]
PLACE = "width_bucket(date_part('epoch', {since}), %(limits)s::float8[])"
"""SQL: the place in ``STEPS`` of an interval; the number of steps for more than a year."""


class Spread:
    """How many took how long: counts by place in ``STEPS``."""

    def __init__(self, counts: Mapping[int, int] | None = None) -> None:
        self._counts = dict(counts or {})

    def add(self, place: int, count: int) -> None:
        """``count`` more at ``place``."""
        self._counts[place] = self._counts.get(place, 0) + count

    @property
    def count(self) -> int:
        """Of how many."""
        return sum(self._counts.values())

    @property
    def is_told(self) -> bool:
        """Enough for a word about them."""
        return self.count >= FEWEST

    @property
    def half(self) -> int | None:
        """Minutes within which half of them were done (the median); None where there are too few."""
        return self._minutes(5)

    @property
    def most(self) -> int | None:
        """Minutes within which nine of ten were done (the 90th percentile); None where there are too few."""
        return self._minutes(9)

    @property
    def half_words(self) -> str:
        """``3 jam``, or that there are too few."""
        return minutes_words(self.half)

    @property
    def most_words(self) -> str:
        """``2 hari``, or that there are too few."""
        return minutes_words(self.most)

    def _minutes(self, tenths: int) -> int | None:
        if not self.is_told:
            return None
        wanted, passed = self.count * tenths, 0
        for place in sorted(self._counts):
            passed += self._counts[place] * 10
            if passed >= wanted:
                return STEPS[place] if place < len(STEPS) else STEPS[-1] + 1
        return None


def together(*spreads: Spread) -> Spread:
    """All of them as one."""
    whole = Spread()
    for spread in spreads:
        for place, count in spread._counts.items():  # noqa: SLF001 - its own kind
            whole.add(place, count)
    return whole


def minutes_words(minutes: int | None) -> str:
    """One of ``STEPS`` in words; None is too few, more than the last step more than a year."""
    if minutes is None:
        return TOO_FEW
    return duration_words(timedelta(minutes=minutes)) if minutes <= STEPS[-1] else "lebih dari setahun"
