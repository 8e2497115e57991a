"""From a template and data to a whole letter in plain text. Pure: no database, no clock, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tatadesa.core.text import date_words
from tatadesa.letters.document import AttachedPages, Document, Letterhead, Part, Signature, Verification
from tatadesa.letters.glyphs import printable
from tatadesa.letters.pictures import check_logo
from tatadesa.letters.signatures import SignatureSpec, of_handling, rows_of
from tatadesa.letters.signer import Signer
from tatadesa.letters.template import Attachment, LetterTemplate, placeholders
from tatadesa.letters.texts import as_date, placeholders_of, unanswered, written
from tatadesa.letters.writing import NOTHING_MORE, Extra, Writer
from tatadesa.offices.models import Office


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
    extra: Extra = NOTHING_MORE,
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
    writer = Writer(values, extra, signer, office, dated)
    specs = template.signatures or of_handling(extra.handling, values)
    if template.signatures:
        specs = _signing(template.signatures, writer)
    return Document(
        paper=template.paper or office.paper,
        title=printable(template.title),
        subject=printable(template.subject),
        number=printable(particulars.number),
        author=printable(office.full_name),
        letterhead=letterhead(office),
        parts=_body(template, writer, until),
        signature=Signature(
            place_and_date=printable(f"{office.name}, {date_words(dated)}"),
            positions=tuple(printable(line) for line in signer.positions),
            name=printable(signer.name),
            employee_line=printable(signer.employee_line),
        ),
        verification=particulars.verification,
        issuer_note=printable(f"Diterbitkan secara elektronik oleh {_government(office)}"),
        watermark=particulars.watermark,
        orientation=template.orientation,
        margins=dict(template.margins),
        has_letterhead=template.letterhead,
        has_number=template.number_line,
        signature_rows=rows_of(specs, values),
        attachments=tuple(
            pages for one in template.attachments if writer.prints(one.when) and (pages := _attached(one, writer)).parts
        ),
        code=printable(template.code),
        source=written(template.source, values),
    )


def _attached(template: Attachment, writer: Writer) -> AttachedPages:
    return AttachedPages(
        title=written(template.title, writer.values),
        orientation=template.orientation,
        parts=writer.parts(template.blocks),
        signature_rows=rows_of(_signing(template.signatures, writer), writer.values),
        code=printable(template.code),
        source=written(template.source, writer.values),
        dense=template.dense,
    )


def _signing(specs: tuple[SignatureSpec, ...], writer: Writer) -> tuple[SignatureSpec, ...]:
    """Those who sign: a third witness whom nobody named in the answers does not."""
    return tuple(spec for spec in specs if writer.prints(spec.when) and not _is_nobody(spec, writer.values))


def _is_nobody(spec: SignatureSpec, values: Mapping[str, str]) -> bool:
    return unanswered(spec.name, values) and any(source == "jawaban" for source, _ in placeholders_of(spec.name))


def _body(template: LetterTemplate, writer: Writer, until: date | None) -> tuple[Part, ...]:
    """The letter's parts; how long it counts is said before the closing where the template does not say it."""
    if until is None or ("surat", "berlaku_sampai") in placeholders(template):
        return writer.parts(template.blocks)
    validity = Part("paragraph", text=f"Surat ini berlaku sampai dengan {date_words(until)}.")
    parts: list[Part] = []
    for block in template.blocks:
        made = writer.parts((block,))
        parts += [validity, *made] if block.kind == "closing" and made else made
    return tuple(parts)


def valid_until(template: LetterTemplate, dated: date) -> date | None:
    """The last day a letter of ``dated`` counts, None when it does not expire."""
    return dated + timedelta(days=template.validity_days) if template.validity_days else None


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
    return {name: as_date(value) for name, value in data.items()}


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
