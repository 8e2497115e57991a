"""Files that come in pieces: reads, bounds, and the end of those that never got whole.

The pieces are ordinary names in the storage, so several web hosts share them as they share the files, and the sweep of
the storage finds those that a killed process has left.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.files import storage
from tatadesa.files.models import PartialUpload

# Not longer than the sweep of the storage lets a name without a stored file lie.
KEEP_FOR = timedelta(days=1)
# What one account may have under way at a time: as much as one form without JavaScript can carry.
MAX_OPEN_BYTES = 40 * 1024 * 1024
MAX_OPEN = 20
_BATCH = 500


def partial_of(owner: Account, partial_id: UUID, *, hold: bool = False) -> PartialUpload:
    """The owner's upload; raises ``NotFound`` also when its day is over. ``hold`` locks the row."""
    rows: QuerySet[PartialUpload] = PartialUpload.objects.filter(owner=owner, expires_at__gt=now())
    if hold:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=partial_id).first()
    if found is None:
        raise NotFound("Pengiriman berkas ini sudah tidak ada. Kirim lagi dari awal.")
    return found


def open_of(owner: Account) -> tuple[int, int]:
    """How many uploads the owner has under way, and their bytes in all."""
    rows = PartialUpload.objects.filter(owner=owner, file=None, expires_at__gt=now())
    return rows.count(), rows.aggregate(total=Sum("size"))["total"] or 0


def sweep_partials(moment: datetime | None = None) -> int:
    """Remove what has expired, rows and pieces; gives how many rows went."""
    expired = PartialUpload.objects.filter(expires_at__lte=moment or now()).order_by("expires_at")
    removed = 0
    while batch := list(expired[:_BATCH]):
        for partial in batch:
            partial.delete()
            delete_pieces(partial.pieces)
        removed += len(batch)
    return removed


def delete_pieces(names: list[str]) -> None:
    """Remove pieces from the storage; no error when they are gone already."""
    for name in names:
        storage.delete(name)
