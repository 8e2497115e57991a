"""A month's parcels as a sheet, to compare with the courier's bill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import local
from tatadesa.core.errors import InvalidInput
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.permissions import require_sender
from tatadesa.deliveries.ports import courier
from tatadesa.residents.sheets.workbook import Cell, Page, stream

_HEAD = (
    "Tanggal",
    "Permohonan",
    "Surat",
    "Kurir",
    "Layanan",
    "Resi",
    "Kode pos tujuan",
    "Berat (gram)",
    "Taksiran (Rp)",
    "Biaya (Rp)",
    "Selisih (Rp)",
    "Yang membayar",
    "Keadaan",
)

_UNBILLED = (Shipment.Request.CANCELLED, Shipment.Request.FAILED)
"""Nobody pays for what was taken back or refused."""


def month_of(text: str) -> date:
    """``2026-11`` as the first of that month; raises ``InvalidInput``."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise InvalidInput({"bulan": "Pilih bulan, contoh 2026-11."}) from error


def statement(staff: StaffMember, month: date) -> Iterator[bytes]:
    """The parcels asked for in ``month`` (the office's time), without receivers' names: the bill does not need them.

    Raises ``NotAllowed``.
    """
    require_sender(staff)
    zone = ZoneInfo(staff.office.timezone)
    start = datetime.combine(month, time(), zone)
    end = datetime.combine(date(month.year + month.month // 12, month.month % 12 + 1, 1), time(), zone)
    rows = Shipment.objects.filter(office=staff.office_id, asked_at__gte=start, asked_at__lt=end)
    found = list(rows.select_related("application", "letter").order_by("asked_at", "pk"))
    lines: list[Sequence[Cell]] = [_HEAD, *(_line(row, staff.office.timezone) for row in found)]
    billed = [row for row in found if row.request not in _UNBILLED]
    gaps = sum(_gap(row) or 0 for row in billed)
    total = (f"{len(billed)} kiriman", *[None] * 6, _sum(billed, "quoted"), _sum(billed, "price"), gaps)
    lines.append(("Jumlah tanpa yang batal", *total))
    return stream([Page(f"Kiriman {month:%Y-%m}", lines, width=18)])


def _line(row: Shipment, zone: str) -> tuple[Cell, ...]:
    is_with_courier = row.request in (Shipment.Request.DONE, Shipment.Request.BY_HAND)
    return (
        local(row.asked_at, zone).date(),
        row.application.number,
        row.letter.number,
        courier(row.provider).title,
        row.product_name,
        row.waybill,
        row.receiver["postcode"],
        row.weight,
        row.quoted,
        row.price,
        _gap(row),
        row.get_payer_display(),
        row.get_state_display() if is_with_courier else row.get_request_display(),
    )


def _gap(row: Shipment) -> int | None:
    return row.price - row.quoted if row.price is not None and row.quoted is not None else None


def _sum(rows: Sequence[Shipment], name: str) -> int:
    return sum(getattr(row, name) or 0 for row in rows)
