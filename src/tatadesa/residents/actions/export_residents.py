"""Hand out the whole register of a village as a sheet: rarely needed, and always logged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.sheets.handing_out import register_csv, register_xlsx
from tatadesa.residents.sheets.workbook import CONTENT_TYPE

_WRITERS = {"xlsx": (register_xlsx, CONTENT_TYPE), "csv": (register_csv, "text/csv; charset=utf-8")}
_EXPORTS_PER_HOUR = 20


@dataclass(frozen=True)
class Export:
    """A file on its way: the bytes are made while they are read."""

    name: str
    content_type: str
    content: Iterator[bytes]


def export_residents(staff: StaffMember, kind: str, *, only_alive: bool) -> Export:
    """The register of the officer's office as ``xlsx`` or ``csv``. Raises ``NotAllowed`` and ``InvalidInput``."""
    require_editor(staff)
    if kind not in _WRITERS:
        raise InvalidInput({"bentuk": "Pilih XLSX atau CSV."})
    spend("export", str(staff.pk), capacity=_EXPORTS_PER_HOUR, per_seconds=3600)
    purpose = "Ekspor penduduk hidup" if only_alive else "Ekspor seluruh penduduk"
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose=purpose, about=kind.upper())
    write, content_type = _WRITERS[kind]
    day = office_today(staff.office.timezone)
    name = f"penduduk-{staff.office.code}-{day.isoformat()}.{kind}"
    return Export(name, content_type, write(staff.office, only_alive=only_alive))
