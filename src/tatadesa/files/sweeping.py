"""Finds files on disk that no row knows: what a rolled back or killed request has left.

Rows that nothing refers to (a photo of a draft that was thrown away) are the business of those who know the drafts:
``applications.sweeping``.
"""

import logging
import re
from datetime import timedelta

from tatadesa.core.clock import now
from tatadesa.files import storage
from tatadesa.files.disk import PARTIAL_SUFFIX
from tatadesa.files.models import StoredFile

KEEP_FOR = timedelta(days=1)
_NAME = re.compile(r"([0-9a-f]{32})(\.(p[0-9]+|t)\.jpg)?")

logger = logging.getLogger(__name__)


def sweep(hour: int) -> int:
    """Remove orphans older than a day in the folders of ``hour`` (0..23); gives how many files went.

    Each hour takes its share of the folders, so a large storage is read once a day and never all at once.
    """
    removed = 0
    turn = set(storage.folders_of_hour(hour))
    for first in storage.folders():
        if first in turn:
            removed += sum(_sweep_folder(folder) for folder in storage.folders(first))
    if removed:
        logger.warning("removed %s files without a row", removed)
    return removed


def _sweep_folder(folder: str) -> int:
    private = storage.private()
    _, names = private.listdir(folder)
    bases = {name: found.group(1) for name in names if (found := _NAME.fullmatch(name))}
    wanted = [f"{folder}/{base}" for base in set(bases.values())]
    known = set(StoredFile.objects.filter(storage_name__in=wanted).values_list("storage_name", flat=True))
    removed = 0
    for name in names:
        is_orphan = name in bases and f"{folder}/{bases[name]}" not in known
        path = f"{folder}/{name}"
        if not (is_orphan or name.endswith(PARTIAL_SUFFIX)):
            continue
        if now() - private.get_modified_time(path) > KEEP_FOR:
            storage.delete(path)
            removed += 1
    return removed
