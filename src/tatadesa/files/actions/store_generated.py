"""Keep a file that we made ourselves, such as a letter."""

import io

import pikepdf

from tatadesa.accounts.models import Account
from tatadesa.files.models import StoredFile
from tatadesa.files.store import keep
from tatadesa.offices.models import Office


def store_generated(*, office: Office, owner: Account | None, content: bytes, kind: str, name: str) -> StoredFile:
    """Store ``content`` byte for byte (a signature depends on it) with its SHA-256.

    ``kind`` is a ``StoredFile.Kind``; ``owner`` is the account that may download it as its own, None for
    files of the office alone. After a rollback of the caller the sweeper removes the bytes.
    """
    pages = 1
    if kind == StoredFile.Kind.PDF:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
    return keep(content, office=office, owner=owner, kind=kind, name=name, pages=pages, scan=None)
