"""Take a file that belongs to no account: from an agency that answers by a link, or a scan for the office's books."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tatadesa.accounts.throttle import spend
from tatadesa.files.actions.receive import examined
from tatadesa.files.models import StoredFile
from tatadesa.files.store import keep
from tatadesa.offices.models import Office


def receive_unowned(*, office: Office, subject: str, upload: UploadedFile[Any], most_an_hour: int = 20) -> StoredFile:
    """As ``receive``, for ``office`` alone; ``subject`` is what the limit of ``most_an_hour`` files counts by.

    Call inside the transaction that writes down what the file belongs to: nothing sweeps a row of nobody.
    """
    spend("upload", subject, capacity=most_an_hour, per_seconds=3600)
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
