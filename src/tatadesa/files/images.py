"""Photos: decoded within bounds, turned upright, made smaller, and always written anew without metadata."""

import io
import logging
from threading import BoundedSemaphore
from typing import Literal

from PIL import Image, ImageOps

from tatadesa.files import heic
from tatadesa.files.jpeg import count_scans
from tatadesa.files.limits import FileRefused

MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
# A camera writes about ten; each one costs a pass over all pixels.
MAX_SCANS = 64
LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 480
_QUALITY = 82
# A decoded photo takes up to 160 MB; two at a time are enough for the machine of a village.
_decoders = BoundedSemaphore(2)

_TOO_MANY_PIXELS = "Ukuran foto ini terlalu besar. Foto ulang dengan resolusi lebih rendah."
_BROKEN = "Foto ini rusak atau tidak lengkap. Ambil foto lagi atau pilih berkas lain."

logger = logging.getLogger(__name__)


def normalise(content: bytes, kind: Literal["JPEG", "PNG", "HEIC"]) -> bytes:
    """A new JPEG of the picture in ``content``: longest side 2000 px, quality 82, no EXIF, no trailing bytes.

    Raises ``FileRefused`` for a picture that is damaged or too large to decode.
    """
    if kind == "HEIC":
        content, kind = heic.to_jpeg(content), "JPEG"
    with _decoders:
        try:
            return _reencode(content, kind)
        except FileRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise FileRefused(_TOO_MANY_PIXELS) from error
        except Exception as error:  # a hostile file can break a decoder in any way: all mean "refused"
            logger.info("picture refused: %s", type(error).__name__)
            raise FileRefused(_BROKEN) from error


def thumbnail(content: bytes) -> bytes:
    """A JPEG of at most 480 px made from one that ``normalise`` wrote."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
        return _written(picture)


def _reencode(content: bytes, kind: Literal["JPEG", "PNG"]) -> bytes:
    if kind == "JPEG" and count_scans(content) > MAX_SCANS:
        raise FileRefused(_BROKEN)
    # "JPEG" also opens MPO, the two-picture JPEG of phones, at its first picture.
    with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
            raise FileRefused(_TOO_MANY_PIXELS)
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        small = _scalable(picture)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
        small.info = {key: value for key, value in picture.info.items() if key == "exif"}
        return _written(_flattened(ImageOps.exif_transpose(small)))


def _scalable(picture: Image.Image) -> Image.Image:
    """In a mode that can be averaged: palettes unrolled, 16-bit grey brought down to 8."""
    picture.load()
    if picture.mode == "P" or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    return picture


def _flattened(picture: Image.Image) -> Image.Image:
    """In RGB, transparent parts on white paper."""
    if picture.mode in ("RGBA", "LA", "PA"):
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        return paper.convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image) -> bytes:
    """``picture`` as JPEG, through a fresh image that carries no notes of the old file."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    buffer = io.BytesIO()
    clean.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
