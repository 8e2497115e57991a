"""Make a stored file of one that has come whole in pieces."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.files import storage
from tatadesa.files.actions.drop_partial import drop_partial
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import PartialUpload, StoredFile
from tatadesa.files.partials import delete_pieces, partial_of


def finish_partial(owner: Account, partial_id: UUID) -> StoredFile:
    """Check and store it as ``receive`` does; again, or twice at once, gives the same file.

    Raises ``Conflict`` while bytes are missing, and what ``receive`` raises; a refused file is forgotten at once.
    """
    partial = partial_of(owner, partial_id)
    if partial.file is not None:
        return partial.file
    if partial.offset < partial.size:
        raise Conflict("Berkas belum sampai seluruhnya.")
    # Checking takes up to seconds, so no row is held meanwhile: the upload's key makes it happen once.
    content = _content(partial)
    if content is None:
        # Somebody was faster, and has put the pieces away.
        return _stored(partial_of(owner, partial_id))
    upload = SimpleUploadedFile(partial.name, content)
    try:
        stored = receive(office=partial.office, owner=owner, upload=upload, upload_key=partial.upload_key)
    except FileRefused:
        drop_partial(owner, partial_id)
        raise
    with transaction.atomic():
        PartialUpload.objects.filter(pk=partial.pk).update(file=stored, pieces=[])
    delete_pieces(partial.pieces)
    return stored


def _content(partial: PartialUpload) -> bytes | None:
    pieces = []
    for name in partial.pieces:
        piece = storage.read_derived(name)
        if piece is None:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _stored(partial: PartialUpload) -> StoredFile:
    if partial.file is None:
        raise NotFound("Sebagian berkas ini sudah tidak ada. Kirim lagi dari awal.")
    return partial.file
