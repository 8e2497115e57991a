"""The days a figure is about, as the calendar of an office counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tatadesa.core.days import Days
from tatadesa.core.errors import InvalidInput, NotFound

KINDS = {"minggu": "Minggu ini", "bulan": "Bulan ini", "3-bulan": "3 bulan", "tahun": "Tahun ini"}
USUAL = "bulan"
OWN = "sendiri"
LONGEST_DAYS = 366
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Period(Days):
    """Days as the clock in ``zone`` has them; ``kind`` is one of ``KINDS`` or ``OWN``."""

    kind: str
    zone: str

    @property
    def start(self) -> datetime:
        """The first moment."""
        return self.moments(self.zone)[0]

    @property
    def end(self) -> datetime:
        """The moment after the last."""
        return self.moments(self.zone)[1]


def period_of(kind: str, today: date, zone: str) -> Period:
    """The period named ``kind`` up to ``today``; raises ``NotFound`` for a name there is not.

    A week begins on Monday; ``3-bulan`` are the present month and the two before it.
    """
    match kind:
        case "minggu":
            first = today - timedelta(days=today.weekday())
        case "bulan":
            first = today.replace(day=1)
        case "3-bulan":
            months = today.year * 12 + today.month - 3
            first = date(months // 12, months % 12 + 1, 1)
        case "tahun":
            first = today.replace(month=1, day=1)
        case _:
            raise NotFound("Jangka waktu ini tidak ada. Pilih dari daftar di halaman dasbor.")
    return Period(first, today, kind, zone)


def year_of(year: int, today: date, zone: str) -> Period:
    """The whole ``year``, or what has passed of it by ``today``."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), today), "tahun", zone)


def read_period(typed: Mapping[str, str], today: date, zone: str) -> Period:
    """What an address asks for: ``dari`` and ``sampai``, else ``jangka``, else the usual.

    Raises ``InvalidInput`` with the field at fault, ``NotFound``.
    """
    first, last = typed.get("dari", "").strip(), typed.get("sampai", "").strip()
    if not first and not last:
        return period_of(typed.get("jangka") or USUAL, today, zone)
    errors = {}
    days = {}
    for name, text in (("dari", first), ("sampai", last)):
        found = _day(text)
        if found is None:
            errors[name] = "Pilih tanggalnya, misalnya 31-01-2026."
        else:
            days[name] = found
    if not errors and days["sampai"] < days["dari"]:
        errors["sampai"] = "Tanggal akhir harus sama dengan atau sesudah tanggal awal."
    elif not errors and (days["sampai"] - days["dari"]).days >= LONGEST_DAYS:
        errors["sampai"] = "Paling panjang satu tahun. Pilih tanggal yang lebih dekat."
    if errors:
        raise InvalidInput(errors)
    return Period(days["dari"], days["sampai"], OWN, zone)


def _day(text: str) -> date | None:
    """As a date field sends it (2026-01-31), or as people type it where the browser has none (31-01-2026)."""
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
        return found if _EARLIEST <= found <= _LATEST else None
    return None
