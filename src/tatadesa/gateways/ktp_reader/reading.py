"""Reads one photo: finds out how it lies, reads it, reads the NIK again on its own, and says what to look at."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PIL import Image, ImageOps

from tatadesa.gateways.ktp_reader import fields, layout, nik
from tatadesa.gateways.ktp_reader.layout import Box

# So many labels in order are a card that lies upright; fewer than the second number are no card at all.
_ENOUGH_LABELS = 8
_FEWEST_LABELS = 4
_LEGIBLE = 0.9
_SMALL = 0.62
_WORKING_WIDTH = 1500
_WORDY = frozenset({"name", "birth", "address", "village", "district"})


class NotACard(Exception):
    """No KTP on this photo, in no direction."""


class Eyes(Protocol):
    """The recognition of text; ``recogniser.Recogniser`` on a real machine."""

    def boxes(self, picture: Image.Image) -> list[Box]:
        """Every piece of writing on ``picture``."""
        ...

    def line(self, picture: Image.Image) -> tuple[str, float]:
        """The text of one line and the sureness of its least sure letter."""
        ...


def read(picture: Image.Image, eyes: Eyes) -> dict[str, object]:
    """``{"fields": ..., "doubtful": [...], "seconds": ...}`` of the card on ``picture``; raises ``NotACard``."""
    started = time.monotonic()
    picture, boxes = _upright(picture, eyes)
    picture, boxes = _near(picture, boxes, eyes)
    found = _spaced(picture, layout.values(boxes), eyes)
    read, doubtful = fields.fields(found)
    readings = _nik_readings(picture, found, eyes)
    number, is_sure = nik.settle(readings, birth_date=read.get("birth_date", ""), sex=read.get("sex", ""))
    if number:
        read["nik"] = number
    if not is_sure:
        doubtful.add("nik")
    if number and not nik.agrees(number, birth_date=read.get("birth_date", ""), sex=read.get("sex", "")):
        # One of them was misread, and nobody can tell which.
        doubtful |= {"birth_date", "sex"} & read.keys()
    return {"fields": read, "doubtful": sorted(doubtful), "seconds": time.monotonic() - started}


def _upright(picture: Image.Image, eyes: Eyes) -> tuple[Image.Image, list[Box]]:
    """The picture turned so that the labels run from top to bottom, and what is written on it."""
    boxes = eyes.boxes(picture)
    if len(boxes) < _FEWEST_LABELS:
        raise NotACard
    best = (_upright_labels(boxes), picture, boxes)
    for degrees in _turns(boxes):
        if best[0] >= _ENOUGH_LABELS:
            break
        turned = picture.rotate(degrees, expand=True)
        boxes = eyes.boxes(turned)
        best = max(best, (_upright_labels(boxes), turned, boxes), key=lambda entry: entry[0])
    if best[0] < _FEWEST_LABELS:
        raise NotACard
    return best[1], best[2]


def _upright_labels(boxes: Sequence[Box]) -> int:
    return layout.count_in_order(boxes) if layout.are_upright(boxes) else 0


def _turns(boxes: Sequence[Box]) -> tuple[int, ...]:
    """Turns to try (degrees against the clock), the likeliest first.

    Recognition turns upright lines by 90 degrees before it reads them: what it then reads well lies that way.
    """
    if layout.are_upright(boxes):
        return 180, 90, 270
    is_legible = sum(box.score for box in boxes) / len(boxes) > _LEGIBLE
    return (90, 270, 180) if is_legible else (270, 90, 180)


def _near(picture: Image.Image, boxes: Sequence[Box], eyes: Eyes) -> tuple[Image.Image, list[Box]]:
    """A card that is small in the picture is cut out, enlarged and read again."""
    corners = [corner for box in boxes for corner in box.corners]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    if right - left > _SMALL * picture.width or bottom - top > _SMALL * picture.height:
        return picture, list(boxes)
    rim = (right - left) * 0.08
    cut = picture.crop((int(left - rim), int(top - rim), int(right + rim), int(bottom + rim)))
    scale = _WORKING_WIDTH / cut.width
    cut = cut.resize((_WORKING_WIDTH, int(cut.height * scale)), Image.Resampling.BICUBIC)
    return cut, eyes.boxes(cut)


def _spaced(picture: Image.Image, found: dict[str, layout.Value], eyes: Eyes) -> dict[str, layout.Value]:
    """``found`` with the spaces that recognition lost: each line of words is read again on its own, with more rim.

    Only spaces are taken over: another reading of the letters themselves is no better than the first.
    """
    spaced = dict(found)
    for name in _WORDY.intersection(found):
        value = found[name]
        box = value.boxes[0]
        if len(value.boxes) > 1 or layout.letters(box.text) != layout.letters(value.text):
            continue
        texts = [value.text, *(eyes.line(_cut(picture, box, rim, is_gray=True))[0] for rim in (0.3, 0.5))]
        same = [text for text in texts if layout.letters(text) == layout.letters(value.text)]
        spaced[name] = replace(value, text=max(same, key=lambda text: len(text.split())))
    return spaced


def _nik_readings(picture: Image.Image, found: dict[str, layout.Value], eyes: Eyes) -> list[tuple[str, float]]:
    """The NIK as read with the whole card, and again from its own line in two other lights."""
    if "nik" not in found:
        return []
    value = found["nik"]
    readings = [(value.text, value.score)]
    box = max(value.boxes, key=lambda box: box.width)
    for rim, is_gray in ((0.12, True), (0.3, False)):
        readings.append(eyes.line(_cut(picture, box, rim, is_gray=is_gray)))
    return readings


def _cut(picture: Image.Image, box: Box, rim: float, *, is_gray: bool) -> Image.Image:
    """The line of ``box`` set straight, with a rim in parts of its height."""
    height, width = box.height, box.width
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = box.corners
    along = ((x2 - x1) / width * rim * height, (y2 - y1) / width * rim * height)
    down = ((x4 - x1) / height * rim * height, (y4 - y1) / height * rim * height)
    quad = (
        (x1 - along[0] - down[0], y1 - along[1] - down[1]),
        (x4 - along[0] + down[0], y4 - along[1] + down[1]),
        (x3 + along[0] + down[0], y3 + along[1] + down[1]),
        (x2 + along[0] - down[0], y2 + along[1] - down[1]),
    )
    size = (max(16, int(width + 2 * rim * height)), max(16, int(height * (1 + 2 * rim))))
    line = picture.transform(
        size, Image.Transform.QUAD, [part for corner in quad for part in corner], Image.Resampling.BICUBIC
    )
    return ImageOps.autocontrast(line.convert("L"), cutoff=1).convert("RGB") if is_gray else line
