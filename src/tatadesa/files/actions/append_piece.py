"""Take the next bytes of a file that comes in pieces."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict
from tatadesa.files import storage
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import PartialUpload
from tatadesa.files.partials import partial_of


@transaction.atomic
def append_piece(owner: Account, partial_id: UUID, *, offset: int, content: bytes) -> PartialUpload:
    """Add ``content``, which begins at byte ``offset``; it is on disk when this returns.

    Raises ``NotFound``, ``Conflict`` when another number of bytes is here (a second sender was faster, or bytes are
    missing), ``FileRefused`` for more bytes than were told.
    """
    partial = partial_of(owner, partial_id, hold=True)
    if offset != partial.offset:
        raise Conflict("Bagian berkas ini tidak menyambung. Tanyakan dulu sampai di mana.")
    if offset + len(content) > partial.size:
        raise FileRefused("Berkas ternyata lebih besar dari yang diberitahukan. Pilih lagi berkasnya.")
    if content:
        partial.pieces = [*partial.pieces, storage.save(content)]
        partial.offset += len(content)
        partial.save(update_fields=["pieces", "offset"])
    return partial
