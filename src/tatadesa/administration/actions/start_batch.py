"""Send a sheet of offices to be made: it is read and judged; nothing is made yet."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.administration.models import Batch
from tatadesa.administration.permissions import require_maker
from tatadesa.administration.sheet import MAX_SHEET, judge, read_sheet
from tatadesa.core.clock import now
from tatadesa.files.naming import clean_name
from tatadesa.residents.sheets.limits import SheetRefused

_UPLOADS_PER_HOUR = 30


def start_batch(staff: StaffMember, upload: UploadedFile[Any] | None) -> Batch:
    """Read and judge the sheet; some hundred rows take about a second. Raises ``NotFound``, ``SheetRefused``."""
    require_maker(staff)
    if upload is None:
        raise SheetRefused("Pilih berkas XLSX, XLSM, XLS, ODS, atau CSV dulu.")
    if getattr(upload, "is_too_large", False) or (upload.size or 0) > MAX_SHEET:
        raise SheetRefused("Berkas lebih besar dari 4 MB. Bagi kantor menjadi beberapa berkas.")
    spend("office-batch", str(staff.pk), capacity=_UPLOADS_PER_HOUR, per_seconds=3600)
    upload.seek(0)
    rows = judge(read_sheet(upload), within=staff.office.region_id)
    return Batch.objects.create(
        office=staff.office,
        started_by=staff,
        file_name=clean_name(upload.name or "")[:120],
        rows=[row.as_json() for row in rows],
        refused=sum(bool(row.errors) for row in rows),
        total=len(rows),
        created_at=now(),
    )
