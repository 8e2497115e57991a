"""Photos as newer phones keep them: HEIC, decoded in the confined process, as its decoder is large and foreign."""

from tatadesa.files.confined import ConfinedError, run
from tatadesa.files.limits import FileRefused

_BROKEN = "Foto HEIC ini rusak atau tidak bisa dibaca. Ambil foto lagi, atau simpan sebagai JPG."
_TOO_MANY_PIXELS = "Ukuran foto ini terlalu besar. Foto ulang dengan resolusi lebih rendah."


def to_jpeg(content: bytes) -> bytes:
    """The picture in ``content`` as a JPEG, upright, at most 2000 px; raises ``FileRefused``.

    It comes out of a process that has touched hostile bytes: treat it as a photo from outside.
    """
    try:
        outcome = run("photo", content)
    except ConfinedError as error:
        raise FileRefused(_BROKEN) from error
    match outcome.words:
        case ["ok"] if "photo.jpg" in outcome.files:
            return outcome.files["photo.jpg"]
        case ["refused", "pixels"]:
            raise FileRefused(_TOO_MANY_PIXELS)
    raise FileRefused(_BROKEN)
