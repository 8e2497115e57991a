"""Keep checked bytes: first on disk, then in a row, so that no row ever points to nothing."""

import hashlib
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.effects import emit
from tatadesa.files import storage
from tatadesa.files.models import StoredFile
from tatadesa.files.naming import clean_name
from tatadesa.offices.models import Office


def keep(
    content: bytes,
    *,
    office: Office,
    owner: Account | None,
    kind: str,
    name: str,
    pages: int,
    scan: StoredFile.Scan | None,
    upload_key: UUID | None = None,
) -> StoredFile:
    """Store ``content`` byte for byte and queue its previews.

    ``scan`` is what the virus scanner said, None for what we made ourselves.
    Raises ``IntegrityError`` for a repeated ``upload_key``. Bytes of a row that did not come about go
    at once; the sweeper finds those of a rolled back transaction of the caller and of a killed process.
    """
    previews, is_generated = StoredFile.PreviewState, scan is None
    storage_name = storage.save(content, sealed=not is_generated)
    try:
        with transaction.atomic():
            file = StoredFile.objects.create(
                office=office,
                owner=owner,
                state=StoredFile.State.CHECKED,
                kind=kind,
                original_name=clean_name(name),
                storage_name=storage_name,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                pages=pages,
                is_generated=is_generated,
                preview_state=previews.NONE if is_generated else previews.WAITING,
                scan=scan or StoredFile.Scan.OFF,
                upload_key=upload_key,
            )
            if not is_generated:
                emit("file.stored", {"file_id": str(file.pk)})
    except BaseException:
        storage.delete(storage_name)
        raise
    return file
