"""A letter with everything decided: plain text only, ready for the typesetter and for keeping as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from tatadesa.core.errors import DomainError

# The typesetter's time grows with the text, so this bounds it; about eight pages.
MAX_CHARACTERS = 24_000


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


@dataclass(frozen=True)
class Part:
    """A piece of the body: ``paragraph`` has text, ``rows`` has label and value pairs."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Signature:
    """The block at the lower right. ``positions`` are the lines between the date and the space."""

    place_and_date: str
    positions: tuple[str, ...]
    name: str
    employee_line: str


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

    def to_json(self) -> str:
        """The document as JSON; raises ``LetterTooLongError``."""
        texts = [part.text for part in self.parts]
        texts += [cell for part in self.parts for row in part.rows for cell in row]
        length = sum(len(text) for text in texts)
        if length > MAX_CHARACTERS:
            raise LetterTooLongError("Isi surat terlalu panjang untuk dicetak. Minta pemohon meringkas isiannya.")
        return json.dumps(asdict(self), ensure_ascii=False)
