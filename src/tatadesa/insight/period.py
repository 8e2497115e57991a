"""The days a figure is about, as the calendar of an office counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.text import date_words

KINDS = {"minggu": "Minggu ini", "bulan": "Bulan ini", "3-bulan": "3 bulan", "tahun": "Tahun ini"}
USUAL = "bulan"
OWN = "sendiri"
LONGEST_DAYS = 366
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Period:
    """From the beginning of ``first`` to the end of ``last`` in ``zone``; ``kind`` is one of ``KINDS`` or ``OWN``."""

    kind: str
    first: date
    last: date
    zone: str

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(), ZoneInfo(self.zone))

    @property
    def end(self) -> datetime:
        """The moment after the last."""
        return datetime.combine(self.last + timedelta(days=1), time(), ZoneInfo(self.zone))

    @property
    def words(self) -> str:
        """``1 November 2026 sampai 28 November 2026``."""
        if self.first == self.last:
            return date_words(self.first)
        return f"{date_words(self.first)} sampai {date_words(self.last)}"


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
    return Period(kind, first, today, zone)


def year_of(year: int, today: date, zone: str) -> Period:
    """The whole ``year``, or what has passed of it by ``today``."""
    return Period("tahun", date(year, 1, 1), min(date(year, 12, 31), today), zone)


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
    return Period(OWN, days["dari"], days["sampai"], zone)


def _day(text: str) -> date | None:
    """As a date field sends it (2026-01-31), or as people type it where the browser has none (31-01-2026)."""
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
        return found if _EARLIEST <= found <= _LATEST else None
    return None
