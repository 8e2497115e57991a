"""What the head of an office's letters looks like: the upper part of a page that says nothing else."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image
from typst import TypstError

from tatadesa.letters import numbering, typeset
from tatadesa.letters.compose import letterhead
from tatadesa.letters.document import Document, Part, Signature
from tatadesa.letters.glyphs import printable
from tatadesa.letters.pictures import LogoRefusedError
from tatadesa.letters.preview import unissued
from tatadesa.offices.models import Office

_SHOWN_PART = 0.25
_CLASSIFICATION = "400.9.14.1"


def sample_number(office: Office, day: date) -> str:
    """What the first letter of a year would be numbered; raises ``InvalidInput`` for a bad pattern."""
    parts = numbering.NumberParts(_CLASSIFICATION, 1, office.number_code, day)
    return numbering.format_number(office.number_pattern, parts)


def letterhead_png(office: Office, day: date) -> bytes:
    """The upper quarter of a letter of ``office`` as PNG; raises ``LogoRefusedError``, ``InvalidInput``."""
    document = Document(
        paper=office.paper,
        title="CONTOH KOP SURAT",
        subject="Contoh kop surat",
        number=printable(sample_number(office, day)),
        author=printable(office.full_name),
        letterhead=letterhead(office),
        parts=(Part("paragraph", text="Beginilah kepala setiap surat yang diterbitkan kantor ini."),),
        signature=Signature("", (), "", ""),
        verification=unissued("CONTOH"),
        issuer_note="",
        watermark="",
    )
    try:
        [first, *_] = typeset.letter_png(document)
    except TypstError as error:
        raise LogoRefusedError(
            "Logo ini tidak dapat dicetak. Simpan ulang sebagai SVG biasa, lalu coba lagi."
        ) from error
    return _cut(first)


def require_printable(office: Office) -> None:
    """Raise ``LogoRefusedError`` when a letter of ``office`` as it stands could not be set."""
    letterhead_png(office, date(2026, 1, 2))


def _cut(page: bytes) -> bytes:
    with Image.open(io.BytesIO(page)) as picture:
        upper = picture.convert("RGB").crop((0, 0, picture.width, round(picture.height * _SHOWN_PART)))
    out = io.BytesIO()
    upper.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
