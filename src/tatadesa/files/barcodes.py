"""What a bar code on a photo says. The photo is looked at and forgotten: beside the bars stand names and addresses."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tatadesa.files import images
from tatadesa.files.actions.receive import read_bounded
from tatadesa.files.confined import ConfinedError, run
from tatadesa.files.limits import FileRefused
from tatadesa.files.sniffing import sniff

_NOT_A_PHOTO = "Pilih foto (JPG, PNG, atau HEIC), bukan PDF."
_UNREAD = "Foto ini tidak bisa dibaca. Foto ulang lebih dekat dan lebih terang."


def texts_on(upload: UploadedFile[Any]) -> list[str]:
    """The texts of the Code 128, Code 39 and QR codes on a photo; empty when none was found.

    Raises ``FileRefused`` for what is no photo. Takes up to seconds of a processor: the caller counts who asks.
    """
    content = read_bounded(upload)
    kind = sniff(content)
    if kind == "PDF":
        raise FileRefused(_NOT_A_PHOTO)
    try:
        return run("bars", images.normalise(content, kind)).words
    except ConfinedError as error:
        raise FileRefused(_UNREAD) from error
