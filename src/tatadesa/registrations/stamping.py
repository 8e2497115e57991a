"""Burns words into a picture, all over it, so that a copy says what it was for and can be used for nothing else."""

import io
from functools import cache
from threading import BoundedSemaphore

from PIL import Image, ImageDraw, ImageFont

LONGEST_SIDE = 1600
_QUALITY = 80
_SLANT = 24
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
# A decoded photo takes tens of megabytes: not as many at once as there are officers.
_painters = BoundedSemaphore(2)


def stamped(jpeg: bytes, words: str, turn: int = 0) -> bytes:
    """A JPEG of at most 1600 px with ``words`` in slanting rows across all of it; ``turn`` degrees clockwise first."""
    with _painters, Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
        if turn in _TURNS:
            picture = picture.transpose(_TURNS[turn])
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
        mask = _mask(picture.size, words)
        # Dark letters with a light edge stay readable on any ground and leave what lies below readable too.
        picture.paste((255, 255, 255), mask=mask.point(lambda level: level * 55 // 255))
        shifted = Image.new("L", picture.size)
        shifted.paste(mask, (2, 2))
        picture.paste((120, 0, 0), mask=shifted.point(lambda level: level * 85 // 255))
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=_QUALITY)
        return buffer.getvalue()


def _mask(size: tuple[int, int], words: str) -> Image.Image:
    """White where a letter is: rows of ``words`` over more than the picture, turned, then cut to it."""
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 1
    height = max(14, max(size) // 34)
    font = _font(height)
    wide = Image.new("L", (side, side))
    draw = ImageDraw.Draw(wide)
    length = int(draw.textlength(f"{words}   ", font=font))
    for number, top in enumerate(range(0, side, height * 4)):
        # Every second row begins half a text earlier, so that no strip of the picture is free of words.
        for left in range(-(length // 2) * (number % 2) - height, side, length):
            draw.text((left, top), words, fill=255, font=font)
    turned = wide.rotate(_SLANT, resample=Image.Resampling.BILINEAR)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


@cache
def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(height)
