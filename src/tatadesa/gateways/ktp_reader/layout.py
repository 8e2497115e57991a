"""Where things stand on a card: tilt and perspective undone, labels found, values joined to them. Pure functions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

Corners = tuple[tuple[float, float], ...]

# In the order of the card; what ``words`` of fields need is the key.
LABELS: dict[str, str] = {
    "nik": "NIK",
    "name": "NAMA",
    "birth": "TEMPATTGLLAHIR",
    "sex": "JENISKELAMIN",
    "address": "ALAMAT",
    "rt_rw": "RTRW",
    "village": "KELDESA",
    "district": "KECAMATAN",
    "religion": "AGAMA",
    "marital_status": "STATUSPERKAWINAN",
    "occupation": "PEKERJAAN",
    "citizenship": "KEWARGANEGARAAN",
    "valid_until": "BERLAKUHINGGA",
}
BLOOD = "GOLDARAH"
_MISTAKEN = str.maketrans("0158!|", "OISBII")
_ORDER = {name: row for row, name in enumerate(LABELS)}
# A label is taken for read when this much of it is right.
_LIKENESS = 0.72
# Lines from the NIK to the line below are a little wider than the others.
_NIK_EXTRA = 0.3
# In line distances: the portrait begins about 20.7 right of the labels.
_PORTRAIT = 19.5
_SAME_LINE = 0.45


@dataclass(frozen=True)
class Box:
    """A piece of writing; ``score`` 0 to 1; corners from the top left, clockwise, in pixels."""

    text: str
    score: float
    corners: Corners

    @property
    def height(self) -> float:
        """From the top edge to the bottom edge."""
        return (math.dist(self.corners[0], self.corners[3]) + math.dist(self.corners[1], self.corners[2])) / 2

    @property
    def width(self) -> float:
        """From the left edge to the right edge."""
        return (math.dist(self.corners[0], self.corners[1]) + math.dist(self.corners[3], self.corners[2])) / 2

    @property
    def slope(self) -> float:
        """Of its middle line: rise of y per x."""
        (x1, y1), (x2, y2) = self._ends()
        return (y2 - y1) / (x2 - x1 or 1e-6)

    @property
    def start(self) -> tuple[float, float]:
        """The middle of the left edge."""
        return self._ends()[0]

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        (x1, y1), (x2, y2) = self._ends()
        return (x1 + x2) / 2, (y1 + y2) / 2

    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        a, b, c, d = self.corners
        return ((a[0] + d[0]) / 2, (a[1] + d[1]) / 2), ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2)


@dataclass(frozen=True)
class Value:
    """What stands at a label, the least score of its boxes, and the boxes themselves."""

    text: str
    score: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class _Piece:
    """A box set straight: ``row`` is its y carried along the slope of the card to the left."""

    text: str
    row: float
    left: float
    box: Box


def are_upright(boxes: Sequence[Box]) -> bool:
    """Whether most of the writing runs from left to right and not from top to bottom."""
    wide = sum(box.width for box in boxes if box.width >= box.height)
    return wide >= sum(box.height for box in boxes if box.width < box.height)


def count_in_order(boxes: Sequence[Box]) -> int:
    """How many different labels stand below one another as on a card: 13 on a good photo, about 0 upside down.

    Counting alone is not enough: recognition reads many labels upside down, in reversed order.
    """
    labels = _labels(_straightened(boxes))
    rows = [_ORDER[name] for name, piece in sorted(labels.items(), key=lambda item: item[1].row)]
    return _longest_rise(rows)


def values(boxes: Sequence[Box]) -> dict[str, Value]:
    """Label name (a key of ``LABELS``, and ``blood_type``) to what stands there."""
    pieces = _straightened(boxes)
    labels = _in_order(_labels(pieces))
    if len(labels) < 3:
        return {}
    grid = _Grid.of(labels)
    found: dict[str, list[_Piece]] = {}
    for name, piece in labels.items():
        rest = _rest(piece.text, LABELS[name])
        if rest:
            found.setdefault(name, []).append(replace(piece, text=rest))
    used = {id(piece) for piece in labels.values()}
    for piece in pieces:
        line = grid.line_of(piece)
        if line is not None and id(piece) not in used and piece.left < grid.left + _PORTRAIT * grid.pitch:
            found.setdefault(line, []).append(piece)
    return _split_blood({name: sorted(parts, key=lambda part: part.left) for name, parts in found.items()})


def _straightened(boxes: Sequence[Box]) -> list[_Piece]:
    """Tilt and perspective undone: lines of writing become rows."""
    slopes = [(box.middle[1], box.slope, box.width) for box in boxes if box.width > 2.5 * box.height]
    if not slopes:
        return [_Piece(box.text, box.middle[1], box.start[0], box) for box in boxes]
    usual = median(slope for _, slope, _ in slopes)
    near = [entry for entry in slopes if abs(entry[1] - usual) < 0.12]
    start, growth = _weighted_line(near)
    # The tilt turns the card: what is left of the middle line then is perspective, small.
    turn = math.atan(start + growth * median(y for y, _, _ in near))
    pieces = []
    for box in boxes:
        x, y = box.middle
        slope = start + growth * y
        left = box.start[0] * math.cos(turn) + box.start[1] * math.sin(turn)
        pieces.append(_Piece(box.text, (y - slope * x) * math.cos(turn), left, box))
    return pieces


def _weighted_line(entries: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Least squares of (place, value, weight): value at place 0, growth per place."""
    total = sum(weight for _, _, weight in entries)
    place = sum(at * weight for at, _, weight in entries) / total
    value = sum(of * weight for _, of, weight in entries) / total
    spread = sum(weight * (at - place) ** 2 for at, _, weight in entries)
    if len(entries) < 4 or spread == 0:
        return value, 0.0
    growth = sum(weight * (at - place) * (of - value) for at, of, weight in entries) / spread
    return value - growth * place, growth


def letters(text: str) -> str:
    """Only the letters, in capitals; marks and digits that recognition takes for letters are put right."""
    return "".join(char for char in text.upper().translate(_MISTAKEN) if char.isalpha())


def likeness(one: str, other: str) -> float:
    """1 less the share of letters to change, add or take away (Levenshtein)."""
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, 1):
        corner, row[0] = row[0], place
        for column, wanted in enumerate(other, 1):
            corner, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, corner + (char != wanted))
    return 1 - row[-1] / (max(len(one), len(other)) or 1)


def _label_likeness(text: str, label: str) -> float:
    """How much the beginning of ``text`` is ``label``."""
    start = letters(text)
    if len(label) <= 4:
        # Short labels stand alone or before a colon; "NAMA" inside a word is no label.
        start = letters(text.split(":", 1)[0])
        return likeness(start, label) if len(start) <= len(label) + 1 else 0.0
    return max(likeness(start[: len(label) + extra], label) for extra in (-1, 0, 1))


def _labels(pieces: Sequence[_Piece]) -> dict[str, _Piece]:
    """The best piece for each label; one piece is at most one label."""
    offers = sorted(
        (
            (_label_likeness(piece.text, label), -piece.left, name, number)
            for number, piece in enumerate(pieces)
            for name, label in LABELS.items()
        ),
        reverse=True,
    )
    found: dict[str, _Piece] = {}
    taken: set[int] = set()
    for score, _, name, number in offers:
        if score < _LIKENESS:
            break
        if name not in found and number not in taken:
            found[name] = pieces[number]
            taken.add(number)
    return found


def _in_order(labels: dict[str, _Piece]) -> dict[str, _Piece]:
    """Without those that break the order of the card: a value that happens to look like a label."""
    by_row = sorted(labels.items(), key=lambda item: item[1].row)
    best: list[list[str]] = []
    for place, (name, _) in enumerate(by_row):
        before = [chain for chain in best[:place] if _ORDER[chain[-1]] < _ORDER[name]]
        best.append([*max(before, key=len, default=[]), name])
    kept = max(best, key=len, default=[])
    return {name: labels[name] for name in kept}


def _longest_rise(rows: Sequence[int]) -> int:
    lengths: list[int] = []
    for place, row in enumerate(rows):
        lengths.append(1 + max((lengths[i] for i in range(place) if rows[i] < row), default=0))
    return max(lengths, default=0)


@dataclass(frozen=True)
class _Grid:
    """Where each line of the card is, also those whose label was not read."""

    lines: dict[str, float]
    pitch: float
    left: float

    @classmethod
    def of(cls, labels: dict[str, _Piece]) -> "_Grid":
        places = {name: _ORDER[name] - (_NIK_EXTRA if name == "nik" else 0.0) for name in _ORDER}
        names = list(labels)
        steps = [
            (labels[b].row - labels[a].row) / (places[b] - places[a])
            for a in names
            for b in names
            if places[a] < places[b]
        ]
        pitch = median(steps)
        first = median(labels[name].row - places[name] * pitch for name in names)
        lines = {name: labels[name].row if name in labels else first + places[name] * pitch for name in _ORDER}
        return cls(lines, pitch, median(piece.left for piece in labels.values()))

    def line_of(self, piece: _Piece) -> str | None:
        """The line ``piece`` is on."""
        name = min(self.lines, key=lambda line: abs(self.lines[line] - piece.row))
        return name if abs(self.lines[name] - piece.row) < _SAME_LINE * self.pitch else None


def _rest(text: str, label: str) -> str:
    """What follows ``label`` at the beginning of ``text``."""
    head, colon, tail = text.partition(":")
    if colon and likeness(letters(head), label) >= _LIKENESS:
        return tail.strip()
    if len(letters(text)) <= len(label) + 1:
        return ""
    # No colon: the label ends where its last letter stands.
    count = 0
    for place, char in enumerate(text):
        count += char.isalpha()
        if count == len(label):
            return text[place + 1 :].strip()
    return ""


def _split_blood(found: dict[str, list[_Piece]]) -> dict[str, Value]:
    """Values of pieces; the blood type, printed on the line of the sex, becomes one of its own."""
    joined = {name: _joined(parts) for name, parts in found.items()}
    sex = joined.get("sex")
    if sex is None:
        return joined
    for place in range(4, len(sex.text)):
        if sex.text[place - 1] in " :-N" and likeness(letters(sex.text[place : place + 11])[:8], BLOOD) >= _LIKENESS:
            rest = sex.text[place:].partition(":")
            tail = rest[2] if rest[1] else sex.text[place + 10 :]
            joined["sex"] = replace(sex, text=sex.text[:place].strip())
            joined["blood_type"] = replace(sex, text=tail.strip())
            break
    return joined


def _joined(parts: Sequence[_Piece]) -> Value:
    text = " ".join(part.text.strip() for part in parts)
    return Value(text, min(part.box.score for part in parts), tuple(part.box for part in parts))
