"""From a template and data to a whole letter in plain text. Pure: no database, no clock, no drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tatadesa.core.text import date_words
from tatadesa.letters.document import Document, Letterhead, Part, Signature, Verification
from tatadesa.letters.glyphs import printable
from tatadesa.letters.pictures import check_logo
from tatadesa.letters.signer import Signer
from tatadesa.letters.template import Block, LetterTemplate, fill, placeholders, placeholders_of
from tatadesa.offices.models import Office

_OPENING = "Yang bertanda tangan di bawah ini:"
_OPENING_END = "menerangkan dengan sebenarnya bahwa:"
_CLOSING = "Demikian surat ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMPTY = "-"


@dataclass(frozen=True)
class Particulars:
    """What sets one letter apart: ``dated`` is the office's date, ``watermark`` is empty on a real letter."""

    number: str
    dated: date
    verification: Verification
    watermark: str = ""


def compose(
    template: LetterTemplate,
    office: Office,
    register_data: Mapping[str, str],
    answers: Mapping[str, str],
    signer: Signer,
    particulars: Particulars,
    officer_answers: Mapping[str, str] | None = None,
) -> Document:
    """The letter. ``answers`` and ``officer_answers`` are texts by ``letter_names.answer_names``.

    ``register_data`` goes by ``penduduk.nama`` etc.

    A paragraph or row all of whose placeholders are empty is left out (an optional answer not given); an
    empty identity row shows a dash. What people wrote keeps its own letter case. Raises ``TemplateError``,
    ``LogoRefusedError``.
    """
    dated = particulars.dated
    until = valid_until(template, dated)
    values = _register_values(register_data)
    values |= {f"jawaban.{field_id}": text for field_id, text in answers.items()}
    values |= {f"petugas.{field_id}": text for field_id, text in (officer_answers or {}).items()}
    values |= _own_values(template, office, particulars, until)
    parts: list[Part] = []
    for block in template.blocks:
        if block.kind == "closing" and until and ("surat", "berlaku_sampai") not in placeholders(template):
            parts.append(Part("paragraph", text=f"Surat ini berlaku sampai dengan {date_words(until)}."))
        parts.extend(_parts(block, values, signer, office))
    return Document(
        paper=template.paper or office.paper,
        title=printable(template.title),
        subject=printable(template.subject),
        number=printable(particulars.number),
        author=printable(office.full_name),
        letterhead=letterhead(office),
        parts=tuple(parts),
        signature=Signature(
            place_and_date=printable(f"{office.name}, {date_words(dated)}"),
            positions=tuple(printable(line) for line in signer.positions),
            name=printable(signer.name),
            employee_line=printable(signer.employee_line),
        ),
        verification=particulars.verification,
        issuer_note=printable(f"Diterbitkan secara elektronik oleh {_government(office)}"),
        watermark=particulars.watermark,
    )


def valid_until(template: LetterTemplate, dated: date) -> date | None:
    """The last day a letter of ``dated`` counts, None when it does not expire."""
    return dated + timedelta(days=template.validity_days) if template.validity_days else None


def _parts(block: Block, values: Mapping[str, str], signer: Signer, office: Office) -> list[Part]:
    if block.kind == "opening":
        rows = (("Nama", signer.name), ("Jabatan", signer.full_position), ("Alamat", office.address))
        return [
            Part("paragraph", text=_OPENING),
            _rows_part(rows),
            Part("paragraph", text=printable(fill(block.text or _OPENING_END, values))),
        ]
    if block.kind == "closing":
        return [Part("paragraph", text=printable(fill(block.text or _CLOSING, values)))]
    if block.kind == "paragraph":
        text = printable(fill(block.text, values))
        return [] if _unanswered(block.text, values) else [Part("paragraph", text=text)]
    kept = [row for row in block.rows if block.kind == "identity" or not _unanswered(row[1], values)]
    return [_rows_part((fill(label, values), fill(text, values)) for label, text in kept)] if kept else []


def _rows_part(rows: Iterable[tuple[str, str]]) -> Part:
    return Part("rows", rows=tuple((printable(label), printable(text) or _EMPTY) for label, text in rows))


def _unanswered(text: str, values: Mapping[str, str]) -> bool:
    """True when ``text`` has placeholders and none of them has anything to say."""
    names = [f"{source}.{name}" for source, name in placeholders_of(text)]
    return bool(names) and not any(values.get(name, "x").strip() for name in names)


def _own_values(
    template: LetterTemplate, office: Office, particulars: Particulars, until: date | None
) -> dict[str, str]:
    return {
        "kantor.nama": office.full_name,
        "kantor.jenis": office.get_kind_display(),
        "kantor.alamat": office.address,
        "kantor.kodepos": office.postcode,
        "kantor.telepon": office.phone,
        "kantor.email": office.email,
        "surat.nomor": particulars.number,
        "surat.tanggal": date_words(particulars.dated),
        "surat.judul": template.title,
        "surat.perihal": template.subject,
        "surat.berlaku_sampai": date_words(until) if until else "",
    }


def _register_values(data: Mapping[str, str]) -> dict[str, str]:
    """Register data with its dates in words."""
    return {
        name: date_words(date.fromisoformat(value)) if _ISO_DATE.fullmatch(value) else value
        for name, value in data.items()
    }


def letterhead(office: Office) -> Letterhead:
    """The head of every document of ``office``; raises ``LogoRefusedError``."""
    place = office.address + (f" Kode Pos {office.postcode}" if office.postcode else "")
    reach = [f"Telepon {office.phone}"] if office.phone else []
    reach += [f"Surel {office.email}"] if office.email else []
    return Letterhead(
        lines=tuple(printable(line) for line in office.letterhead) or (printable(office.full_name.upper()),),
        contact_lines=tuple(printable(line) for line in (place, ", ".join(reach)) if line),
        logo=check_logo(office.logo_svg),
        logo_alt=printable(f"Lambang {_government(office)}"),
    )


def _government(office: Office) -> str:
    villages = (Office.Kind.DESA, Office.Kind.KELURAHAN)
    return f"Pemerintah {office.full_name}" if office.kind in villages else office.full_name
