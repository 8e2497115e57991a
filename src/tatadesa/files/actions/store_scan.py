"""Keep the scan of a paper: one PDF, or photos of its pages made into one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from tatadesa.files.actions.receive import Examined, examined
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.files.store import keep
from tatadesa.offices.models import Office

MOST_PAGES = 10
_SIDE = 1700
_QUALITY = 70


@dataclass(frozen=True)
class Scan:
    """A harmless PDF, and what the virus scanner said."""

    content: bytes
    pages: int
    scan: StoredFile.Scan


def scanned(uploads: Sequence[UploadedFile[Any]]) -> Scan:
    """``uploads``, checked and made harmless, as one PDF; raises ``FileRefused`` with words for the sender."""
    found = [examined(upload) for upload in uploads]
    if len(found) == 1 and found[0].kind == StoredFile.Kind.PDF:
        return Scan(found[0].content, found[0].pages, found[0].scan)
    if any(one.kind == StoredFile.Kind.PDF for one in found):
        raise FileRefused("Kirim satu PDF saja, atau foto-foto saja.")
    return Scan(_bound(found), len(found), _worst(found))


def store_scan(*, office: Office, scan: Scan, name: str) -> StoredFile:
    """Store ``scan`` as a file of the office: nobody's own, so no sweep of unused uploads takes it for one."""
    return keep(
        scan.content, office=office, owner=None, kind=StoredFile.Kind.PDF, name=name, pages=scan.pages, scan=scan.scan
    )


def _bound(photos: Sequence[Examined]) -> bytes:
    pages = []
    for photo in photos:
        with Image.open(io.BytesIO(photo.content)) as picture:
            picture.thumbnail((_SIDE, _SIDE))
            pages.append(picture.convert("L"))
    output = io.BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=150.0, quality=_QUALITY)
    return output.getvalue()


def _worst(found: Sequence[Examined]) -> StoredFile.Scan:
    scans = {one.scan for one in found}
    order = (StoredFile.Scan.INFECTED, StoredFile.Scan.WAITING, StoredFile.Scan.OFF, StoredFile.Scan.CLEAN)
    return next(one for one in order if one in scans)
