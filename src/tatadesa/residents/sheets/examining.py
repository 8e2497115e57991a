"""Goes through a sheet, some rows at a time, and says what is to happen with each; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from tatadesa.core.clock import office_today
from tatadesa.offices.models import Office
from tatadesa.residents.sheets.confined import chunks
from tatadesa.residents.sheets.judging import Household, Judge
from tatadesa.residents.sheets.layout import read_layout
from tatadesa.residents.sheets.limits import EMPTY, SheetRefused
from tatadesa.residents.sheets.register import region_names, register_for
from tatadesa.residents.sheets.verdicts import REFUSED, UNCHANGED, Shown, Verdict


@dataclass
class Counts:
    """How many rows there are of each outcome so far; ``total`` is told from how much of the sheet has been read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    total: int = 0

    @property
    def done(self) -> int:
        """All rows looked at."""
        return self.added + self.changed + self.unchanged + self.refused


@dataclass
class Examination:
    """One reading of a sheet for ``office``. ``counts`` and ``households`` grow while ``verdicts`` is gone through.

    ``shown`` gives what an earlier reading has shown of the rows with some numbers.
    """

    office: Office
    sheet: IO[bytes]
    shown: Callable[[Sequence[int]], Mapping[int, Shown]] | None = None
    counts: Counts = field(default_factory=Counts)
    households: dict[str, Household] = field(default_factory=dict)

    def verdicts(self) -> Iterator[list[Verdict]]:
        """The verdicts of the rows, a few hundred at a time; raises ``SheetRefused``, also in the middle."""
        judge: Judge | None = None
        for chunk in chunks(self.sheet):
            rows = chunk.rows
            if judge is None:
                if not rows:
                    continue
                judge = self._judge(rows.pop(0)[1])
            drafts = [judge.draft(number, cells) for number, cells in rows]
            register = register_for(self.office.pk, drafts)
            shown = self.shown([draft.number for draft in drafts]) if self.shown else {}
            found = [judge.judge(draft, register, shown.get(draft.number)) for draft in drafts]
            self._count(found, chunk.part)
            yield found
        if not self.counts.done:
            raise SheetRefused(EMPTY)

    def _judge(self, header: Sequence[object]) -> Judge:
        judge = Judge(read_layout(header), office_today(self.office.timezone), region_names().get)
        self.households = judge.households
        return judge

    def _count(self, verdicts: list[Verdict], part: float) -> None:
        for verdict in verdicts:
            setattr(self.counts, verdict.outcome, getattr(self.counts, verdict.outcome) + 1)
        done = self.counts.done
        self.counts.total = max(done, round(done / part)) if part else done


def worth_keeping(verdict: Verdict) -> bool:
    """Whether the list of rows shows it: what stays as it is, is only counted."""
    return verdict.outcome != UNCHANGED


def is_refused(verdict: Verdict) -> bool:
    """Whether nothing of the row goes into the register."""
    return verdict.outcome == REFUSED
