"""Uploads that no application, message or draft names: those of a deleted or dropped draft, or replaced by others."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tatadesa.applications.models import Attachment, Draft, MessageFile, ReferralFile
from tatadesa.core.clock import now
from tatadesa.files.actions.discard import discard
from tatadesa.files.models import StoredFile
from tatadesa.files.storage import folders_of_hour

KEEP_FOR = timedelta(hours=24)
_BATCH = 200

logger = logging.getLogger(__name__)


def sweep_unused_files(hour: int) -> int:
    """Remove unused uploads older than a day in the folders of ``hour`` (0..23); gives how many went.

    As the sweep of the storage does, each hour takes its share, so that every file is looked at once a day.
    """
    removed = sum(_sweep_folder(folder) for folder in folders_of_hour(hour))
    if removed:
        logger.warning("removed %s uploads that nothing names", removed)
    return removed


def _sweep_folder(folder: str) -> int:
    removed, last = 0, None
    while True:
        with transaction.atomic():
            batch = list(_candidates(folder, last)[:_BATCH])
            # Held before it is asked who names them: a draft being saved holds its files too, so either it has been
            # saved and names the file now, or it waits and will not find the file.
            unused = _unused(batch)
            for file in unused:
                discard(file)
        removed += len(unused)
        if len(batch) < _BATCH:
            return removed
        last = batch[-1].pk


def _candidates(folder: str, last: object) -> QuerySet[StoredFile]:
    attached = Attachment.objects.filter(file=OuterRef("pk"))
    answering = ReferralFile.objects.filter(file=OuterRef("pk"))
    told = MessageFile.objects.filter(file=OuterRef("pk"))
    beyond = Q(pk__gt=last) if last is not None else Q()
    unused = ~Exists(attached) & ~Exists(answering) & ~Exists(told)
    return (
        StoredFile.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(beyond, unused, storage_name__startswith=f"{folder}/", is_generated=False)
        .filter(owner__isnull=False, created_at__lt=now() - KEEP_FOR)
        .order_by("pk")
    )


def _unused(files: list[StoredFile]) -> list[StoredFile]:
    """Those of the held ``files`` that no application, message or draft of their owner names."""
    attached = set(Attachment.objects.filter(file__in=files).values_list("file_id", flat=True))
    attached |= set(MessageFile.objects.filter(file__in=files).values_list("file_id", flat=True))
    drafts = Draft.objects.filter(author__in={file.owner_id for file in files}).values_list("answers", flat=True)
    drafted = {file_id for answers in drafts for file_id in _named(answers.values())}
    return [file for file in files if file.pk not in attached and str(file.pk) not in drafted]


def _named(values: Iterable[object]) -> set[str]:
    return {item for value in values if isinstance(value, list) for item in value if isinstance(item, str)}
