"""The kept pictures of the golden letters, and how a letter is compared with its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from tatadesa.letters.typeset import letter_pdf
from tests.letters.golden.made import MOMENT, document

KEPT = Path(__file__).resolve().parent / "kept"
SCALE = 60 / 72
"""60 pixels to the inch: words can be told apart, a whole set stays small."""
# Readers of fonts differ in the grey of an edge; a word that is gone or moved changes whole blocks.
_BLOCK = 6
_NEAR = 40
_MOST = 0.002


def pages(slug: str, name: str) -> list[Image.Image]:
    """The letter as grey pictures, one a page."""
    with pypdfium2.PdfDocument(letter_pdf(document(slug, name), MOMENT)) as pdf:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in pdf]


def path(slug: str, name: str) -> Path:
    """Where the picture of that letter is kept: its pages side by side."""
    return KEPT / f"{slug}-{name}.png"


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """All pages in one picture."""
    size = (sum(one.width for one in pictures), max(one.height for one in pictures))
    whole, at = Image.new("L", size, 255), 0
    for one in pictures:
        whole.paste(one, (at, 0))
        at += one.width
    return whole


def keep(picture: Image.Image, where: Path) -> None:
    """Write ``picture`` small: eight greys are enough to read and to compare."""
    where.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(8).save(where, optimize=True)


def kept(where: Path) -> Image.Image:
    """The picture at ``where`` in grey."""
    with Image.open(where) as picture:
        return picture.convert("L")


def apart(now: Image.Image, before: Image.Image) -> float:
    """The share of blocks that differ beyond what edges may; 1 for pictures of different size."""
    if now.size != before.size:
        return 1.0
    return float(np.mean(_blocks_apart(now, before)))


def is_same(now: Image.Image, before: Image.Image) -> bool:
    """Whether both show the same letter."""
    return apart(now, before) <= _MOST


def difference(now: Image.Image, before: Image.Image) -> Image.Image:
    """Before in red, now in blue, what both have in black."""
    size = (max(now.width, before.width), max(now.height, before.height))
    red, blue = (Image.new("L", size, 255) for _ in range(2))
    red.paste(now)
    blue.paste(before)
    return Image.merge("RGB", (red, Image.fromarray(np.maximum(np.asarray(red), np.asarray(blue))), blue))


def _blocks_apart(now: Image.Image, before: Image.Image) -> np.ndarray:
    return np.abs(_coarse(now) - _coarse(before)) > _NEAR


def _coarse(picture: Image.Image) -> np.ndarray:
    grey = np.asarray(picture, dtype=np.int16)
    rows, columns = (length // _BLOCK * _BLOCK for length in grey.shape)
    blocks = grey[:rows, :columns].reshape(rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK)
    return blocks.mean(axis=(1, 3))
