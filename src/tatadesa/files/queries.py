"""Reads on files; they start at the account that sent them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.files.info import FileInfo
from tatadesa.files.models import StoredFile


def owned(account: Account, ids: Iterable[str], *, hold: bool = False) -> dict[str, StoredFile]:
    """Those of ``ids`` that are checked files of ``account``, by id as text; all others are left out.

    With ``hold`` their rows stay until the transaction ends: whoever writes down their ids keeps the sweeper away.
    """
    wanted = [found for text in ids if (found := _uuid(text)) is not None]
    if not wanted:
        return {}
    files = StoredFile.objects.filter(owner=account, state=StoredFile.State.CHECKED, pk__in=wanted)
    if hold:
        files = files.select_for_update(of=("self",), no_key=True).order_by("pk")
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
