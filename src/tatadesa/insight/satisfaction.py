"""What people said about the service. The one place where the answers of a survey come into these figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tatadesa.feedback.report import ikm_of_each
from tatadesa.insight.period import Period
from tatadesa.offices.models import Office


@dataclass(frozen=True)
class Satisfaction:
    """An index from 25 to 100 (PermenPANRB 14/2017) with its grade in words, of ``respondents`` people."""

    respondents: int
    index: float
    grade: str

    @property
    def words(self) -> str:
        """``82,5 (Baik), dari 37 orang``."""
        index = f"{self.index:.1f}".replace(".", ",")
        return f"{index} ({self.grade}), dari {self.respondents} orang"


def satisfaction_of(office: Office, period: Period) -> Satisfaction | None:
    """What the people served by ``office`` in ``period`` said; None while fewer than five were asked."""
    return satisfaction_of_each([office.pk], period).get(office.pk)


def satisfaction_of_each(office_ids: Collection[UUID], period: Period) -> dict[UUID, Satisfaction]:
    """The same of many offices at once; those about which fewer than five people were asked are left out."""
    found = ikm_of_each(office_ids, period.start, period.end)
    return {office_id: Satisfaction(result.n, float(result.index), result.words) for office_id, result in found.items()}
