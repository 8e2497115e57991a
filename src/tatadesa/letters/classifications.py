"""Classification codes (Permendagri 83/2022 and the older ones): what is shipped, and what an office has made of it.

The shipped list is a file of code and title (``data/classifications.tsv``, where its sources stand) and is not the
whole annex. It is small, so it is searched in memory; the office's own rows are one query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tatadesa.core.plain import comparable, storable
from tatadesa.letters.models import OfficeClassification
from tatadesa.offices.models import Office

DESTROY, KEEP = "musnah", "permanen"
FATES = ((DESTROY, "Musnah"), (KEEP, "Permanen"))
MOST_FOUND = 50
MAX_TITLE = 240
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,29}", re.ASCII)
_FILE = Path(__file__).resolve().parent / "data" / "classifications.tsv"


@dataclass(frozen=True)
class Retention:
    """How long letters of a code are kept at hand and in store (years), and what becomes of them after."""

    active_years: int
    inactive_years: int
    fate: str

    @property
    def years(self) -> int:
        """Both together."""
        return self.active_years + self.inactive_years

    @property
    def words(self) -> str:
        """As a person reads it."""
        fate = dict(FATES)[self.fate]
        return f"aktif {self.active_years} tahun, inaktif {self.inactive_years} tahun, lalu {fate.lower()}"


# Values to begin with, ours and cautious: each region has a retention schedule (JRA) of its own, to be entered.
Rules = Mapping[str, Retention]
USUAL = Retention(2, 3, DESTROY)
_BY_CLASS = {
    "100.3": Retention(2, 8, KEEP),
    "400.12": Retention(2, 8, KEEP),
    "470": Retention(2, 8, KEEP),
    "471": Retention(2, 8, KEEP),
    "472": Retention(2, 8, KEEP),
    "474": Retention(2, 8, KEEP),
    "500.17": Retention(2, 8, KEEP),
    "593": Retention(2, 8, KEEP),
    "594": Retention(2, 8, KEEP),
    "900": Retention(2, 8, DESTROY),
}


@dataclass(frozen=True)
class Classification:
    """One code as an office has it. ``is_own``: the office says something about it; ``is_shipped``: we do."""

    code: str
    title: str
    is_shipped: bool = True
    is_own: bool = False
    is_hidden: bool = False


def search(office: Office, words: str, *, hidden: bool = False, limit: int = MOST_FOUND) -> list[Classification]:
    """The codes of ``office`` that begin with or carry every one of ``words``, nearest first, at most ``limit``.

    A word is the beginning of a code or a part of the title, without case and accents. ``hidden`` shows those too that
    the office has put away. One query.
    """
    wanted = [word for word in storable(words)[:100].split() if comparable(word)]
    found = [one for one in all_of(office) if (hidden or not one.is_hidden) and _fits(one, wanted)]
    if wanted:
        first = wanted[0]
        found.sort(key=lambda one: (one.code != first, not one.code.startswith(first)))
    return found[:limit]


def all_of(office: Office) -> list[Classification]:
    """Every code of ``office``, shipped and own, in the order of codes."""
    rows = {row.code: row for row in OfficeClassification.objects.filter(office=office)}
    mine = []
    for code, title in shipped().items():
        row = rows.pop(code, None)
        one = Classification(code, title)
        if row is not None:
            one = replace(one, title=row.title or title, is_own=True, is_hidden=row.is_hidden)
        mine.append(one)
    mine += [Classification(row.code, row.title, False, True, row.is_hidden) for row in rows.values()]  # noqa: FBT003
    return sorted(mine, key=lambda one: _order(one.code))


def title_of(office: Office, code: str) -> str:
    """The title of ``code`` at ``office``, empty where nobody knows it."""
    row = OfficeClassification.objects.filter(office=office, code=code).first()
    return (row.title if row else "") or shipped().get(code, "")


def retentions(office: Office) -> Rules:
    """The rules that hold at ``office``, by the code they are said for; its own before ours. One query."""
    own = OfficeClassification.objects.filter(office=office).exclude(fate="")
    said = {
        row.code: Retention(row.active_years or 0, row.inactive_years or 0, row.fate)
        for row in own
        if row.fate in (DESTROY, KEEP)
    }
    return {**_BY_CLASS, **said}


def retention_of(rules: Rules, code: str) -> Retention:
    """The rule of the nearest class above ``code``, or the usual one: 400.12.3.2 falls under 400.12."""
    for above in _above(code):
        if above in rules:
            return rules[above]
    return USUAL


@cache
def shipped() -> Mapping[str, str]:
    """Code and title as shipped."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs: Iterable[list[str]] = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return MappingProxyType({pair[0]: pair[1] for pair in pairs})


def _above(code: str) -> list[str]:
    """``code`` and what stands over it, nearest first; main classes of round hundreds come last."""
    parts = code.split(".")
    chain = [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    head = parts[0]
    return [*chain, f"{head[0]}00"] if len(head) == 3 and head.isdecimal() else chain


def _fits(one: Classification, wanted: list[str]) -> bool:
    title = comparable(one.title)
    return all(one.code.lower().startswith(word.lower()) or comparable(word) in title for word in wanted)


def _order(code: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdecimal() else (1, 0, part) for part in code.split(".")
    )
