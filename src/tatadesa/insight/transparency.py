"""What everybody may know about the service of an office, such that no small number can be recomputed.

A number below ``SMALLEST`` stands as "kurang dari 5" (none at all too). Whatever else is on the page is made from the
numbers that are shown: the sum is that of the shown ones, and so are the words on how long all took. Nothing on the
page changes while a hidden number stays below the threshold, so nothing can be subtracted to find it. Years do not
overlap, so no two pages differ by a small number of days; nothing is told by person, officer, dusun or step, nor how
many were late (with the number served it would tell the rest).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tatadesa.catalogue.queries import services_of
from tatadesa.core.clock import office_today
from tatadesa.core.errors import NotFound
from tatadesa.insight import counting
from tatadesa.insight.durations import Spread, together
from tatadesa.insight.months import cover
from tatadesa.insight.period import Period, year_of
from tatadesa.insight.satisfaction import Satisfaction, satisfaction_of
from tatadesa.offices.models import Office

SMALLEST = 5


@dataclass(frozen=True)
class Offer:
    """A service as the office shows it: its ``name``, the time it promises, and who works on it if another does."""

    name: str
    promise: str
    elsewhere: str = ""


@dataclass(frozen=True)
class PublicRow:
    """A service and what may be said about it; ``served`` and ``spread`` are None where that is too few."""

    offer: Offer
    served: int | None
    spread: Spread | None


@dataclass(frozen=True)
class Published:
    """The rows that show a number, most served first; then the others, as the office lists them; and all shown ones."""

    rows: list[PublicRow]
    served: int
    spread: Spread

    @property
    def has_hidden(self) -> bool:
        """Some number is too small to be shown."""
        return any(row.served is None and not row.offer.elsewhere for row in self.rows)


@dataclass(frozen=True)
class Transparency:
    """The page of an office about ``period``; ``satisfaction`` is None where nobody or too few answered."""

    office: Office
    period: Period
    years: Sequence[int]
    published: Published
    satisfaction: Satisfaction | None


def publish(offers: Sequence[Offer], spreads: Mapping[int, Spread]) -> Published:
    """What may be public of ``offers``, of which ``spreads`` has by place how long their applications took."""
    shown, hidden = [], []
    for place, offer in enumerate(offers):
        spread = spreads.get(place, Spread())
        if spread.count < SMALLEST:
            hidden.append(PublicRow(offer, None, None))
        else:
            shown.append(PublicRow(offer, spread.count, spread))
    shown.sort(key=lambda row: -(row.served or 0))
    whole = together(*(row.spread for row in shown if row.spread is not None))
    return Published([*shown, *hidden], whole.count, whole)


def of_office(office: Office, year: str = "") -> Transparency:
    """The page of ``office`` about this year, or the one before; raises ``NotFound`` for any other. Four queries."""
    today = office_today(office.timezone)
    years = (today.year, today.year - 1)
    if year not in ("", *map(str, years)):
        raise NotFound("Halaman ini hanya memuat tahun ini dan tahun lalu.")
    period = year_of(int(year) if year else today.year, today, office.timezone)
    offered = services_of(office)
    finished = counting.finished(office, cover(office, period))
    offers = [
        Offer(one.name, str(one.version.standard["time"]), "" if one.handled_at == office else one.handled_at.full_name)
        for one in offered
    ]
    spreads = {
        place: finished[one.service.pk].spread for place, one in enumerate(offered) if one.service.pk in finished
    }
    said = satisfaction_of(office, period)
    if said is not None and said.respondents < SMALLEST:
        said = None
    return Transparency(office, period, years, publish(offers, spreads), said)
