"""A span of whole days: what every figure and every report is about. The rooms add how theirs is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tatadesa.core.text import date_words


@dataclass(frozen=True)
class Days:
    """From the first day to the last, both inside."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """``1 November 2026 sampai 28 November 2026``, or the one day."""
        if self.first == self.last:
            return date_words(self.first)
        return f"{date_words(self.first)} sampai {date_words(self.last)}"

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """The first moment of the first day and the first after the last, as the clock in ``zone`` has them."""
        there = ZoneInfo(zone)
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), there), datetime.combine(after, time(), there)
