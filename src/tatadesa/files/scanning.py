"""Virus scanning by setting. A scanner that is down blocks nobody: the file waits, and is looked at later.

Whatever the scanner says, photos are written anew and PDFs are opened and written anew; this is one more pair of eyes.
"""

import logging
from typing import cast

from django.db import transaction

from tatadesa.core.effects import port
from tatadesa.files import storage
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.files.ports import Scanner, Verdict

_INFECTED = "Berkas ini mengandung virus, jadi tidak disimpan. Kirim berkas lain, atau foto ulang dari kertasnya."
_AT_A_TIME = 50

logger = logging.getLogger(__name__)


def first_look(content: bytes) -> StoredFile.Scan:
    """What the scanner says of ``content`` as it came; raises ``FileRefused`` for a virus."""
    scanner = _scanner()
    if not scanner.is_ready():
        return StoredFile.Scan.OFF
    match scanner.scan(content):
        case Verdict.CLEAN:
            return StoredFile.Scan.CLEAN
        case Verdict.INFECTED:
            raise FileRefused(_INFECTED)
        case _:
            return StoredFile.Scan.WAITING


def look_again() -> int:
    """Scan what came while the scanner was down; gives how many files it has an answer for.

    A file with a virus loses its bytes; its row stays, refused, so that whoever attached it can be told.
    """
    scanner = _scanner()
    if not scanner.is_ready():
        return 0
    answered = 0
    for file in StoredFile.objects.filter(scan=StoredFile.Scan.WAITING).order_by("created_at")[:_AT_A_TIME]:
        try:
            content = storage.read(file)
        except FileNotFoundError:
            continue
        verdict = scanner.scan(content)
        if verdict is Verdict.UNAVAILABLE:
            break
        _write_down(file, verdict)
        answered += 1
    return answered


def _write_down(file: StoredFile, verdict: Verdict) -> None:
    rows = StoredFile.objects.filter(pk=file.pk, scan=StoredFile.Scan.WAITING)
    if verdict is Verdict.CLEAN:
        rows.update(scan=StoredFile.Scan.CLEAN)
        return
    logger.warning("stored file %s has a virus and was emptied", file.pk)
    with transaction.atomic():
        rows.update(
            scan=StoredFile.Scan.INFECTED,
            state=StoredFile.State.REFUSED,
            preview_state=StoredFile.PreviewState.FAILED,
        )
        transaction.on_commit(lambda: storage.delete_all(file))


def _scanner() -> Scanner:
    return cast("Scanner", port("scanner"))
