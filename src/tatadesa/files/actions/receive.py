"""Take a file from a person: cut by size, known by content, made harmless, stored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError

from tatadesa.accounts.models import Account
from tatadesa.accounts.throttle import spend
from tatadesa.files import images, pdfs
from tatadesa.files.limits import MAX_FILE, TOO_LARGE, FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.files.scanning import first_look
from tatadesa.files.sniffing import sniff
from tatadesa.files.store import keep
from tatadesa.offices.models import Office


def receive(*, office: Office, owner: Account, upload: UploadedFile[Any], upload_key: UUID | None) -> StoredFile:
    """Check ``upload`` by its content and store it; it is on disk when this returns.

    Photos become JPEG without metadata, PDFs are written anew. A repeated ``upload_key`` of the same owner
    gives the first file, also when both come at once. Raises ``InvalidInput`` (key ``""``) with words for the
    sender, and ``TooMany`` after 60 files in an hour (600 for an officer, who scans for a whole queue of people):
    checking one costs up to seconds of a processor.
    """
    if (first := _first(office, owner, upload_key)) is not None:
        return first
    spend("upload", str(owner.pk), capacity=600 if owner.is_staff_member else 60, per_seconds=3600)
    content = read_bounded(upload)
    sniffed = sniff(content)
    scan = first_look(content)
    if sniffed == "PDF":
        clean, pages = pdfs.clean(content)
        kind = StoredFile.Kind.PDF
    else:
        clean, pages = images.normalise(content, sniffed), 1
        kind = StoredFile.Kind.JPEG
    try:
        return keep(
            clean,
            office=office,
            owner=owner,
            kind=kind,
            name=upload.name or "",
            pages=pages,
            scan=scan,
            upload_key=upload_key,
        )
    except IntegrityError:
        first = _first(office, owner, upload_key)
        if first is None:
            raise
        return first


def _first(office: Office, owner: Account, upload_key: UUID | None) -> StoredFile | None:
    if upload_key is None:
        return None
    return StoredFile.objects.filter(office=office, owner=owner, upload_key=upload_key).first()


def read_bounded(upload: UploadedFile[Any]) -> bytes:
    """All bytes of ``upload``; raises ``FileRefused`` over the limit, whatever size was declared."""
    if getattr(upload, "is_too_large", False):
        raise FileRefused(TOO_LARGE)
    upload.seek(0)
    content: bytes = upload.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise FileRefused(TOO_LARGE)
    return content
