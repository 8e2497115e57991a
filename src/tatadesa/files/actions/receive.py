"""Take a file from a person: cut by size, known by content, made harmless, stored."""

from __future__ import annotations

from dataclasses import dataclass
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
    found = examined(upload)
    try:
        return keep(
            found.content,
            office=office,
            owner=owner,
            kind=found.kind,
            name=upload.name or "",
            pages=found.pages,
            scan=found.scan,
            upload_key=upload_key,
        )
    except IntegrityError:
        first = _first(office, owner, upload_key)
        if first is None:
            raise
        return first


@dataclass(frozen=True)
class Examined:
    """A file that is harmless now: ``content`` as it is kept, and what it is."""

    content: bytes
    kind: StoredFile.Kind
    pages: int
    scan: StoredFile.Scan


def examined(upload: UploadedFile[Any]) -> Examined:
    """``upload`` known by its content and made harmless; raises ``FileRefused``."""
    content = read_bounded(upload)
    sniffed = sniff(content)
    scan = first_look(content)
    if sniffed == "PDF":
        clean, pages = pdfs.clean(content)
        return Examined(clean, StoredFile.Kind.PDF, pages, scan)
    return Examined(images.normalise(content, sniffed), StoredFile.Kind.JPEG, 1, scan)


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
