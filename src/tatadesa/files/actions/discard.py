"""Throw away a file that nothing names any more."""

from functools import partial

from django.db import transaction

from tatadesa.files import storage
from tatadesa.files.models import StoredFile


def discard(file: StoredFile) -> None:
    """Delete the row, and at commit the bytes with everything made from them.

    Call inside a transaction that holds the row. A row that something still refers to makes the database refuse; bytes
    that a killed process leaves behind are found by the sweep of the storage.
    """
    file.delete()
    transaction.on_commit(partial(storage.delete_all, file))
