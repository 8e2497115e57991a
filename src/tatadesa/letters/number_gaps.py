"""Numbers without a letter, and why: nothing in the books of an office is missing without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from tatadesa.accounts.models import StaffMember
from tatadesa.letters.books import BOOK_PREFIX
from tatadesa.letters.models import Letter, NumberCounter, SkippedNumbers, TakenNumber
from tatadesa.letters.permissions import require_keeper
from tatadesa.offices.models import Office

MOST_ROWS = 500


@dataclass(frozen=True)
class CounterSum:
    """How one counter of a year adds up; ``unknown`` is 0 unless somebody wrote past the application."""

    counter: str
    last: int
    issued: int
    withdrawn: int
    paper: int
    cancelled: int
    being_signed: int
    skipped: int

    @property
    def unknown(self) -> int:
        """Numbers that nothing explains."""
        known = self.issued + self.withdrawn + self.paper + self.cancelled + self.being_signed + self.skipped
        return self.last - known

    @property
    def label(self) -> str:
        """The counter in words."""
        kind, _, code = self.counter.partition(":")
        if code:
            return f"Klasifikasi {code}" if kind == "k" else f"Surat {code}"
        return "Semua surat" if self.counter == "semua" else f"Deret {self.counter}"


@dataclass(frozen=True)
class Gap:
    """One number, or a run of them, without an issued letter that counts."""

    counter: str
    first: int
    last: int
    number: str
    kind: str
    words: str
    on: date | None
    taken: TakenNumber | None = None


def counts(office: Office, year: int) -> list[CounterSum]:
    """One row for each counter of letters in ``year``. Four queries."""
    place = {"office": office, "year": year}
    taken: dict[str, Mapping[str, Any]] = {
        row["counter"]: row
        for row in TakenNumber.objects.filter(**place)
        .values("counter")
        .annotate(
            letters=Count("pk", filter=Q(kind="letter", cancelled_at=None)),
            paper=Count("pk", filter=Q(kind="paper", cancelled_at=None)),
            cancelled=Count("pk", filter=Q(cancelled_at__isnull=False)),
        )
        .order_by()
    }
    letters: dict[str, Mapping[str, Any]] = {
        row["counter"]: row
        for row in Letter.objects.filter(**place)
        .values("counter")
        .annotate(all=Count("pk"), withdrawn=Count("pk", filter=Q(state="withdrawn")))
        .order_by()
    }
    skipped = dict(
        SkippedNumbers.objects.filter(**place)
        .values_list("counter")
        .annotate(many=Sum(F("last") - F("first") + 1))
        .order_by()
    )
    rows = NumberCounter.objects.filter(**place).exclude(counter__startswith=BOOK_PREFIX).order_by("counter")
    made = []
    for row in rows:
        mine, printed = taken.get(row.counter, {}), letters.get(row.counter, {})
        all_letters, withdrawn = printed.get("all", 0), printed.get("withdrawn", 0)
        made.append(
            CounterSum(
                counter=row.counter,
                last=row.last,
                issued=all_letters - withdrawn,
                withdrawn=withdrawn,
                paper=mine.get("paper", 0),
                cancelled=mine.get("cancelled", 0),
                being_signed=max(0, mine.get("letters", 0) - all_letters),
                skipped=skipped.get(row.counter, 0),
            )
        )
    return made


def gaps_of(staff: StaffMember, year: int) -> tuple[list[CounterSum], list[Gap]]:
    """The counters of the officer's own office in ``year``, and every number of it without a letter that counts, by
    counter and number; of the list at most ``MOST_ROWS``. Raises ``NotAllowed``.
    """
    require_keeper(staff)
    office = staff.office
    counted = counts(office, year)
    place = Q(office=office, year=year)
    apart = TakenNumber.objects.filter(place).filter(Q(kind="paper") | Q(cancelled_at__isnull=False))
    found = [_of_taken(row) for row in apart.order_by("-running")[:MOST_ROWS]]
    withdrawn = Letter.objects.filter(place, state="withdrawn").order_by("-running")[:MOST_ROWS]
    found += [
        Gap(
            letter.counter,
            letter.running,
            letter.running,
            letter.number,
            "Dicabut",
            letter.withdrawal_reason,
            letter.withdrawn_at.date() if letter.withdrawn_at else None,
        )
        for letter in withdrawn
    ]
    if any(row.being_signed for row in counted):
        found += [
            Gap(
                row.counter,
                row.running,
                row.running,
                row.number,
                "Sedang ditandatangani",
                f"{row.subject}. Nomor tetap milik surat ini.",
                row.dated,
                row,
            )
            for row in waiting(office, year)[:MOST_ROWS]
        ]
    found += [
        Gap(row.counter, row.first, row.last, "", "Dilewati", row.reason, row.at.date())
        for row in SkippedNumbers.objects.filter(place)[:MOST_ROWS]
    ]
    found.sort(key=lambda gap: (gap.counter, -gap.first))
    return counted, found[:MOST_ROWS]


def waiting(office: Office, year: int) -> QuerySet[TakenNumber]:
    """Numbers of letters that are not issued yet."""
    same = Letter.objects.filter(
        office=OuterRef("office"), counter=OuterRef("counter"), year=OuterRef("year"), running=OuterRef("running")
    )
    rows = TakenNumber.objects.filter(office=office, year=year, kind="letter", cancelled_at=None)
    return rows.filter(~Exists(same)).order_by("-running")


def _of_taken(row: TakenNumber) -> Gap:
    if row.cancelled_at is not None:
        kind, words, on = "Dibatalkan", row.reason, row.cancelled_at.date()
    else:
        kind, words, on = "Surat kertas", f"{row.subject}, untuk {row.person}.", row.dated
    return Gap(row.counter, row.running, row.running, row.number, kind, words, on, row)
