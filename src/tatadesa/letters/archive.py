"""The archive: every letter in the agenda, how long it is kept, and which ones have reached the end of their term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.letters import book_queries, classifications
from tatadesa.letters.book_queries import PAGE, Narrowed
from tatadesa.letters.classifications import Retention
from tatadesa.letters.models import AgendaEntry
from tatadesa.letters.permissions import require_keeper


@dataclass(frozen=True)
class Kept:
    """A letter with the rule it is kept by, and the day when its term is over."""

    entry: AgendaEntry
    rule: Retention
    until: date

    @property
    def is_due(self) -> bool:
        """Whether a person may decide about it."""
        return self.until <= office_today(self.entry.office.timezone)


@dataclass(frozen=True)
class Page:
    """Letters of the archive, and the key where the next page begins (empty at the end)."""

    rows: list[Kept]
    next: str


def found(staff: StaffMember, narrowed: Narrowed, classification: str, after: str = "") -> Page:
    """Letters in and out, latest first: of ``classification`` (the beginning of a code) and with every word.

    Three queries. Raises ``NotAllowed``.
    """
    require_keeper(staff)
    rows = book_queries.agenda_rows(staff, narrowed).select_related("letter", "office", "scan")
    if classification:
        rows = rows.filter(classification__startswith=classification)
    return _page(staff, rows, "entered_on", after, latest_first=True)


def due(staff: StaffMember, after: str = "") -> Page:
    """Letters whose term is over and about which nobody has decided, oldest first. Raises ``NotAllowed``."""
    require_keeper(staff)
    rows = due_rows(staff).select_related("letter", "office", "scan")
    return _page(staff, rows, "dated", after, latest_first=False)


def due_rows(staff: StaffMember) -> QuerySet[AgendaEntry]:
    """The same, all of them."""
    rules = classifications.retentions(staff.office)
    mine = AgendaEntry.objects.filter(office=staff.office_id)
    today = office_today(staff.office.timezone)
    by_years: dict[int, list[str]] = defaultdict(list)
    for code in mine.order_by().values_list("classification", flat=True).distinct():
        by_years[classifications.retention_of(rules, code).years].append(code)
    over = Q(pk__in=())
    for years, codes in by_years.items():
        over |= Q(classification__in=codes, dated__lte=years_from(today, -years))
    return mine.filter(over, fate="")


def kept(entry: AgendaEntry, rules: classifications.Rules) -> Kept:
    """``entry`` with its rule."""
    rule = classifications.retention_of(rules, entry.classification)
    return Kept(entry, rule, years_from(entry.dated, rule.years))


def _page(staff: StaffMember, rows: QuerySet[AgendaEntry], day: str, after: str, *, latest_first: bool) -> Page:
    way, sign = ("lt", "-") if latest_first else ("gt", "")
    if after:
        on, identity = book_queries.after_day(after)
        further = Q(**{f"{day}__{way}": on}) | Q(**{day: on, f"pk__{way}": identity})
        rows = rows.filter(further, **{f"{day}__{way}e": on})
    got = list(rows.order_by(f"{sign}{day}", f"{sign}pk")[: PAGE + 1])
    rules = classifications.retentions(staff.office)
    shown = got[:PAGE]
    token = book_queries.key_of(getattr(shown[-1], day), shown[-1].pk) if len(got) > PAGE else ""
    return Page([kept(entry, rules) for entry in shown], token)


def years_from(day: date, years: int) -> date:
    """The same day so many years later (or earlier, below 0); 29 February becomes the 28th where there is none."""
    year = max(1, day.year + years)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
