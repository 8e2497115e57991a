"""Upload a sheet of residents: it is kept and its check is queued; nothing of the register changes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict
from tatadesa.core.jobs import queue
from tatadesa.files.naming import clean_name
from tatadesa.offices.models import Office
from tatadesa.residents.models import ImportRun
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.sheets import keeping, limits
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.tasks import check

_UPLOADS_PER_HOUR = 30


def start_import(staff: StaffMember, upload: UploadedFile[Any] | None) -> ImportRun:
    """Keep ``upload`` and queue its check. Raises ``SheetRefused`` for none, an empty or a too large one.

    ``Conflict`` while another import of the office runs.
    """
    require_editor(staff)
    if upload is None:
        raise SheetRefused("Pilih berkas XLSX, XLSM, XLS, ODS, atau CSV dulu.")
    if getattr(upload, "is_too_large", False):
        raise SheetRefused(limits.TOO_LARGE)
    spend("import", str(staff.pk), capacity=_UPLOADS_PER_HOUR, per_seconds=3600)
    with transaction.atomic():
        run = keep_sheet(staff.office, staff.account, upload, upload.name or "")
        queue(check, lock=f"import-{staff.office_id}", run_id=str(run.pk))
    return run


def keep_sheet(office: Office, account: Account | None, sheet: File[Any], name: str) -> ImportRun:
    """A waiting run with its sheet on disk; who may is the caller's matter. Raises as ``start_import`` does."""
    digest, size = hashlib.sha256(), 0
    for block in sheet.chunks():
        digest.update(block)
        size += len(block)
    if size == 0:
        raise SheetRefused(limits.EMPTY)
    if size > limits.MAX_SHEET:
        raise SheetRefused(limits.TOO_LARGE)
    storage_name = keeping.save(sheet)
    try:
        with transaction.atomic():
            return ImportRun.objects.create(
                office=office,
                started_by=account,
                file_name=clean_name(name),
                storage_name=storage_name,
                sha256=digest.hexdigest(),
                created_at=now(),
            )
    except IntegrityError as error:
        keeping.delete(storage_name)
        words = "Masih ada impor yang berjalan di kantor ini. Tunggu sampai selesai, atau batalkan dulu."
        raise Conflict(words) from error
