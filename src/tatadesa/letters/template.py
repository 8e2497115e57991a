"""The letter template of a service version: its structure, its check and its placeholders. Pure functions.

A template is data, never Typst source; ``docs/letters.md`` tells all it may say. A text may name
``{jawaban.<field id>}``, ``{jawaban.<id>.<part>}``, ``{petugas.<field id>}`` (what officers filled in),
``{penduduk.x}``,
``{pasangan.x}``, ``{ayah.x}``, ``{ibu.x}``, ``{keluarga.x}``, ``{wilayah.x}``, ``{kantor.x}`` and ``{surat.x}``;
anything else in braces is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.forms.context import Schema
from tatadesa.forms.letter_names import row_names
from tatadesa.letters.blocks import IDENTITY_LABELS, MAX_BLOCKS, MAX_ROWS, MEMBERS, Block, flag, read_blocks
from tatadesa.letters.conditions import check_against, check_when
from tatadesa.letters.signatures import SignatureSpec, read_signatures
from tatadesa.letters.texts import (
    LETTER_NAMES,
    MAX_TEXT,
    OFFICE_NAMES,
    ROW,
    TemplateError,
    check_text,
    fill,
    placeholders_of,
)
from tatadesa.residents.family_rows import NAMES

__all__ = [
    "IDENTITY_LABELS",
    "LETTER_NAMES",
    "MAX_BLOCKS",
    "MAX_ROWS",
    "MAX_TEXT",
    "OFFICE_NAMES",
    "Attachment",
    "Block",
    "LetterTemplate",
    "TemplateError",
    "check",
    "fill",
    "placeholders",
    "placeholders_of",
    "read",
]

PAPERS = ("A4", "F4")
ORIENTATIONS = ("portrait", "landscape")
SIDES = ("top", "right", "bottom", "left")
MAX_ATTACHMENTS = 5
DEFAULT_COUNTER = "semua"
_COUNTER = re.compile(r"[a-z0-9-]{1,40}")
_SECURITY = ("B", "T", "R", "SR")
_WHERE = "Templat surat"


@dataclass(frozen=True)
class Attachment:
    """Further pages after the letter, as ``document.AttachedPages`` has them; ``when`` is None for always."""

    title: str
    orientation: str
    blocks: tuple[Block, ...]
    signatures: tuple[SignatureSpec, ...]
    code: str = ""
    source: str = ""
    dense: bool = False
    when: Mapping[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class LetterTemplate:
    """A checked template. ``validity_days`` counts from the letter's date, ``counter`` names the series.

    ``margins`` are millimetres by side, empty for the house's own; ``signatures`` is None where the template leaves
    them to the service's handling.
    """

    title: str
    subject: str
    classification: str
    validity_days: int | None
    paper: str | None
    counter: str
    security: str
    blocks: tuple[Block, ...]
    orientation: str = "portrait"
    margins: tuple[tuple[str, int], ...] = ()
    letterhead: bool = True
    number_line: bool = True
    signatures: tuple[SignatureSpec, ...] | None = None
    attachments: tuple[Attachment, ...] = ()
    code: str = ""
    source: str = ""

    @property
    def all_blocks(self) -> list[Block]:
        """Those of the letter and of its attachments."""
        return [*self.blocks, *(block for one in self.attachments for block in one.blocks)]


def read(data: Mapping[str, Any]) -> LetterTemplate:
    """The template in ``data`` (the JSON of a service version); raises ``TemplateError``."""
    if not isinstance(data, Mapping):
        raise TemplateError(f"{_WHERE}: bentuknya salah.")
    days, paper = data.get("validity_days"), data.get("paper")
    blocks = read_blocks(_WHERE, data.get("blocks"))
    if days is not None and (type(days) is not int or not 1 <= days <= 3650):
        raise TemplateError("Templat surat: masa berlaku harus 1 sampai 3650 hari, atau dikosongkan.")
    if paper is not None and paper not in PAPERS:
        raise TemplateError("Templat surat: ukuran kertas harus A4 atau F4, atau dikosongkan.")
    counter, security = data.get("counter") or DEFAULT_COUNTER, data.get("security") or "B"
    if not isinstance(counter, str) or not _COUNTER.fullmatch(counter):
        raise TemplateError("Templat surat: nama deret nomor memakai huruf kecil, angka dan tanda hubung.")
    if security not in _SECURITY:
        raise TemplateError("Templat surat: tingkat keamanan harus B, T, R atau SR.")
    signatures = None if data.get("signatures") is None else read_signatures(_WHERE, data["signatures"])
    if signatures is not None and not any(spec.who == "signer" for spec in signatures):
        raise TemplateError(f"{_WHERE}: tanda tangan harus memuat penanda tangan kantor.")
    return LetterTemplate(
        title=_line(data, "title"),
        subject=_line(data, "subject"),
        classification=_line(data, "classification"),
        validity_days=days,
        paper=paper,
        counter=counter,
        security=security,
        blocks=blocks,
        orientation=_orientation(_WHERE, data, "portrait"),
        margins=_margins(data.get("margins")),
        letterhead=flag(_WHERE, data, "letterhead", default=True),
        number_line=flag(_WHERE, data, "number_line", default=True),
        signatures=signatures,
        attachments=_attachments(data),
        code=_short(_WHERE, data, "code", 20),
        source=_short(_WHERE, data, "source", 200),
    )


def check(data: Mapping[str, Any], answer_names: Collection[str], form: Schema | None = None) -> LetterTemplate:
    """``read``, and every ``{jawaban.x}`` must be one of the form's ``letter_names.answer_names``.

    With ``form`` its conditions and tables must fit it as well.
    """
    template = read(data)
    for source, name in placeholders(template):
        if source == "jawaban" and name not in answer_names:
            raise TemplateError(f"Templat surat: {{jawaban.{name}}} tidak ada di formulir.")
    if form is not None:
        for where, condition in _conditions(template):
            check_against(where, condition, form)
        for where, block in _located(template):
            for condition in block.conditions:
                check_against(where, condition, form)
            if block.kind == "table":
                _check_table(where, block, form)
    return template


def placeholders(template: LetterTemplate) -> set[tuple[str, str]]:
    """All (source, name) pairs that the template's texts use, but for those of a table's row."""
    texts = [text for block in template.all_blocks for text in block.texts]
    texts += [column.text for block in template.all_blocks for column in block.columns]
    signatures = [*(template.signatures or ()), *(spec for one in template.attachments for spec in one.signatures)]
    texts += [text for spec in signatures for text in spec.texts]
    texts += [text for one in template.attachments for text in (one.title, one.source)]
    pairs = {pair for text in texts for pair in placeholders_of(text) if pair[0] != ROW}
    tables = [block.source.removeprefix("jawaban.") for block in template.all_blocks if block.kind == "table"]
    return pairs | {("jawaban", name) for name in tables if name != MEMBERS}


def _located(template: LetterTemplate) -> Iterator[tuple[str, Block]]:
    for position, block in enumerate(template.blocks, 1):
        yield f"{_WHERE}, bagian {position}", block
    for number, attachment in enumerate(template.attachments, 1):
        for position, block in enumerate(attachment.blocks, 1):
            yield f"{_WHERE}, lampiran {number}, bagian {position}", block


def _conditions(template: LetterTemplate) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Those of signatures and whole attachments."""
    for spec in template.signatures or ():
        if spec.when is not None:
            yield f"{_WHERE}, tanda tangan", spec.when
    for number, attachment in enumerate(template.attachments, 1):
        for condition in (attachment.when, *(spec.when for spec in attachment.signatures)):
            if condition is not None:
                yield f"{_WHERE}, lampiran {number}", condition


def _check_table(where: str, block: Block, form: Schema) -> None:
    names = row_names(form)
    if block.source != MEMBERS and block.source.removeprefix("jawaban.") not in names:
        raise TemplateError(f"{where}: {block.source} bukan isian daftar atau anggota keluarga di formulir.")
    known = frozenset(NAMES) if block.source == MEMBERS else names[block.source.removeprefix("jawaban.")]
    for source, name in (pair for column in block.columns for pair in placeholders_of(column.text)):
        if source == ROW and name not in known:
            raise TemplateError(f"{where}: {{baris.{name}}} tidak ada; yang bisa: {', '.join(sorted(known))}.")


def _attachments(data: Mapping[str, Any]) -> tuple[Attachment, ...]:
    given = data.get("attachments") or []
    if not isinstance(given, list) or len(given) > MAX_ATTACHMENTS:
        raise TemplateError(f"Templat surat: lampiran paling banyak {MAX_ATTACHMENTS}.")
    return tuple(_attachment(f"{_WHERE}, lampiran {number}", one) for number, one in enumerate(given, 1))


def _attachment(where: str, data: Any) -> Attachment:
    if not isinstance(data, dict):
        raise TemplateError(f"{where}: bentuknya salah.")
    title, when = data.get("title"), data.get("when")
    if not isinstance(title, str) or not title.strip() or len(title) > 160:
        raise TemplateError(f"{where}: judul wajib diisi, paling panjang 160 huruf.")
    if when is not None:
        check_when(where, when)
    return Attachment(
        title=check_text(where, title),
        orientation=_orientation(where, data, "portrait"),
        blocks=read_blocks(where, data.get("blocks")),
        signatures=read_signatures(where, data.get("signatures") or []),
        code=_short(where, data, "code", 20),
        source=_short(where, data, "source", 200),
        dense=flag(where, data, "dense", default=False),
        when=when,
    )


def _short(where: str, data: Mapping[str, Any], name: str, longest: int) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise TemplateError(f"{where}: “{name}” paling panjang {longest} huruf.")
    return check_text(where, value)


def _orientation(where: str, data: Mapping[str, Any], default: str) -> str:
    value = data.get("orientation") or default
    if not isinstance(value, str) or value not in ORIENTATIONS:
        raise TemplateError(f"{where}: arah kertas harus portrait atau landscape.")
    return value


def _margins(given: Any) -> tuple[tuple[str, int], ...]:
    if given is None:
        return ()
    if not isinstance(given, dict) or not given.keys() <= set(SIDES):
        raise TemplateError(f"Templat surat: batas kertas berisi {', '.join(SIDES)}.")
    if any(type(size) is not int or not 10 <= size <= 50 for size in given.values()):
        raise TemplateError("Templat surat: batas kertas harus 10 sampai 50 mm.")
    return tuple((side, given[side]) for side in SIDES if side in given)


def _line(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 160:
        raise TemplateError(f"Templat surat: “{key}” wajib diisi, paling panjang 160 huruf.")
    return value
