"""Reads on files; they start at the account that sent them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.files.info import FileInfo
from tatadesa.files.models import StoredFile


def owned(account: Account, ids: Iterable[str]) -> dict[str, StoredFile]:
    """Those of ``ids`` that are checked files of ``account``, by id as text; all others are left out."""
    wanted = [found for text in ids if (found := _uuid(text)) is not None]
    if not wanted:
        return {}
    files = StoredFile.objects.filter(owner=account, state=StoredFile.State.CHECKED, pk__in=wanted)
    return {str(file.pk): file for file in files}


def infos(files: Mapping[str, StoredFile] | Iterable[StoredFile]) -> dict[str, FileInfo]:
    """What forms need to know of ``files``, by id as text."""
    rows = files.values() if isinstance(files, Mapping) else files
    return {
        str(file.pk): FileInfo(id=str(file.pk), name=file.original_name, kind=file.kind, size=file.size)
        for file in rows
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
