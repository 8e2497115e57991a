"""A letter with everything decided: plain text only, ready for the typesetter and for keeping as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from tatadesa.core.errors import DomainError

# The typesetter's time grows with the text, so this bounds it; about eight pages.
MAX_CHARACTERS = 30_000


class LetterTooLongError(DomainError):
    """More text than a letter can carry."""

    status = 422


@dataclass(frozen=True)
class Letterhead:
    """The lines above the double rule; ``logo`` is SVG source or empty."""

    lines: tuple[str, ...]
    contact_lines: tuple[str, ...]
    logo: str
    logo_alt: str


# What setting a cell or a box costs beside its letters, in letters: they count towards the bound.
_CELL = 12
_BOX = 12


@dataclass(frozen=True)
class Part:
    """A piece of the body; texts may be styled as ``texts.py`` says.

    ``paragraph`` and ``heading`` have text (with ``bar`` shaded), ``rows``, ``fields`` and ``boxes`` label and value
    pairs (``boxes`` with ``counts``), ``list`` has ``items``, ``checks`` too, with a 1 in ``counts`` for each that is
    ticked, ``table`` ``columns`` of label and width (0: as the others) and ``cells`` (with ``bar`` high enough to sign
    in), ``space`` a ``size``, which is elsewhere how many stand side by side.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    align: str = "justify"
    indent: bool = True
    items: tuple[str, ...] = ()
    style: str = ""
    columns: tuple[tuple[str, int], ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    size: int = 0
    counts: tuple[int, ...] = ()
    bar: bool = False

    @property
    def weight(self) -> int:
        """How much there is to set, in letters."""
        pairs = [text for row in (*self.rows, *self.cells) for text in row]
        texts = [self.text, *self.items, *pairs, *(label for label, _ in self.columns)]
        return sum(map(len, texts)) + _CELL * (len(pairs) + len(self.items)) + _BOX * sum(self.counts)


@dataclass(frozen=True)
class Signature:
    """The block at the lower right. ``positions`` are the lines between the date and the space."""

    place_and_date: str
    positions: tuple[str, ...]
    name: str
    employee_line: str


@dataclass(frozen=True)
class SignedBy:
    """A signature with pen and paper: above the room for it ``title`` and ``position``, below ``name`` and ``number``.

    Of the office's own (``is_signer``) ``Signature`` says what is printed.
    """

    is_signer: bool
    title: str
    position: str
    name: str
    number: str


@dataclass(frozen=True)
class SignatureRow:
    """Signatures side by side, or one in the middle."""

    left: SignedBy | None
    right: SignedBy | None
    center: SignedBy | None


ONLY_SIGNER = (SignatureRow(None, SignedBy(is_signer=True, title="", position="", name="", number=""), None),)


@dataclass(frozen=True)
class AttachedPages:
    """Further pages after the letter; ``dense`` ones are set small, as official forms are.

    ``code`` stands in a box at the upper right (``F-2.01``), ``source`` small at the upper left.
    """

    title: str
    orientation: str
    parts: tuple[Part, ...]
    signature_rows: tuple[SignatureRow, ...]
    code: str = ""
    source: str = ""
    dense: bool = False


@dataclass(frozen=True)
class Verification:
    """Where the letter can be checked: ``address`` goes into the QR, the rest is for reading and typing."""

    address: str
    entrance: str
    code: str


@dataclass(frozen=True)
class Document:
    """A whole letter. ``paper`` is A4 or F4; ``watermark`` is empty on a real letter."""

    paper: str
    title: str
    subject: str
    number: str
    author: str
    letterhead: Letterhead
    parts: tuple[Part, ...]
    signature: Signature
    verification: Verification
    issuer_note: str
    watermark: str
    orientation: str = "portrait"
    margins: dict[str, int] = field(default_factory=dict)
    has_letterhead: bool = True
    has_number: bool = True
    signature_rows: tuple[SignatureRow, ...] = ONLY_SIGNER
    attachments: tuple[AttachedPages, ...] = ()
    code: str = ""
    source: str = ""

    def to_json(self) -> str:
        """The document as JSON; raises ``LetterTooLongError``."""
        length = sum(part.weight for part in self.parts)
        length += sum(part.weight for pages in self.attachments for part in pages.parts)
        if length > MAX_CHARACTERS:
            raise LetterTooLongError("Isi surat terlalu panjang untuk dicetak. Minta pemohon meringkas isiannya.")
        return json.dumps(asdict(self), ensure_ascii=False)
