"""A letter signed by hand comes back: its scan is the letter from now on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.applications.permissions import require_paper_taker
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.files.actions.store_scan import MOST_PAGES, scanned, store_scan
from tatadesa.files.limits import FileRefused
from tatadesa.letters.finishing import file_name, finish, lock
from tatadesa.letters.models import Letter, SigningMethod
from tatadesa.letters.signing_queries import one

FIELD = "pindaian"


def issue_scan(staff: StaffMember, prepared_id: UUID, uploads: Sequence[UploadedFile[Any]]) -> Letter:
    """Issue the letter ``prepared_id`` with the scan (one PDF, or photos of its pages in order) as its file.

    It counts as signed by whoever it was printed for; the history says who brought it in. For those who work on what
    comes to the office. Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``TooMany``, and ``InvalidInput`` with the
    field ``pindaian``.
    """
    require_paper_taker(staff)
    prepared = one(staff, prepared_id)
    if prepared.method != SigningMethod.WET:
        raise Conflict("Surat ini tidak ditandatangani di kertas.")
    if not uploads or len(uploads) > MOST_PAGES:
        raise InvalidInput(
            {FIELD: f"Pilih hasil pindai: satu PDF, atau foto tiap halaman, paling banyak {MOST_PAGES}."}
        )
    spend("upload", str(staff.pk), capacity=600, per_seconds=3600)
    try:
        # Looked at before any row is held: it takes a processor seconds.
        scan = scanned(uploads)
    except FileRefused as refused:
        raise InvalidInput({FIELD: refused.message}, refused.message) from refused
    with transaction.atomic():
        application, locked = lock(staff, prepared)
        file = store_scan(office=application.office, scan=scan, name=file_name(locked))
        how = (
            "Surat dapat diunduh, atau diambil di kantor."
            if application.reader_ids
            else "Surat dapat diambil di kantor."
        )
        by = f" Hasil pindai dimasukkan oleh {staff.name}." if staff.pk != locked.signer_id else ""
        return finish(application, locked, locked.signer, file, words=f"Ditandatangani di kertas. {how}{by}")
