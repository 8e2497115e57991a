"""Take a file from somebody without an account, such as an agency that answers by a link."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tatadesa.accounts.throttle import spend
from tatadesa.files.actions.receive import examined
from tatadesa.files.models import StoredFile
from tatadesa.files.store import keep
from tatadesa.offices.models import Office


def receive_unowned(*, office: Office, subject: str, upload: UploadedFile[Any]) -> StoredFile:
    """As ``receive``, for ``office`` alone; ``subject`` is what the limit of 20 files an hour counts by.

    Call inside the transaction that writes down what the file belongs to: nothing sweeps a row of nobody.
    """
    spend("upload", subject, capacity=20, per_seconds=3600)
    found = examined(upload)
    return keep(
        found.content,
        office=office,
        owner=None,
        kind=found.kind,
        name=upload.name or "",
        pages=found.pages,
        scan=found.scan,
    )
