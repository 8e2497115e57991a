"""The letter template of a service version: its structure, its check and its placeholders. Pure functions.

A template is data, never Typst source. A text may name ``{jawaban.<field id>}``, ``{jawaban.<id>.<part>}``,
``{petugas.<field id>}`` (what officers filled in), ``{penduduk.x}``,
``{keluarga.x}``, ``{wilayah.x}``, ``{kantor.x}`` and ``{surat.x}``; anything else in braces is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.core.errors import DomainError

MAX_BLOCKS = 40
MAX_ROWS = 40
MAX_TEXT = 2000
PAPERS = ("A4", "F4")
DEFAULT_COUNTER = "semua"

IDENTITY_LABELS = {
    "nama": "Nama",
    "nik": "NIK",
    "no_kk": "Nomor KK",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "tempat_tanggal_lahir": "Tempat, tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "status_kawin": "Status perkawinan",
    "kewarganegaraan": "Kewarganegaraan",
    "golongan_darah": "Golongan darah",
    "hubungan_keluarga": "Hubungan dalam keluarga",
    "alamat": "Alamat",
    "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu",
    "umur": "Umur",
    "telepon": "Telepon",
}
LETTER_NAMES = frozenset({"nomor", "tanggal", "judul", "perihal", "berlaku_sampai"})
OFFICE_NAMES = frozenset({"nama", "jenis", "alamat", "kodepos", "telepon", "email"})
_SOURCES = ("jawaban", "petugas", "penduduk", "keluarga", "wilayah", "kantor", "surat")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\.([a-z0-9_]+(?:\.[a-z0-9_]+)?)\}")
_COUNTER = re.compile(r"[a-z0-9-]{1,40}")
_SECURITY = ("B", "T", "R", "SR")


class TemplateError(DomainError):
    """A letter template that cannot be used; the message says where and why."""

    status = 422


@dataclass(frozen=True)
class Block:
    """One part of the letter's body.

    ``opening``, ``paragraph`` and ``closing`` use ``text`` (empty means the house's own words), ``identity``
    and ``rows`` use ``rows`` of label and text.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LetterTemplate:
    """A checked template. ``validity_days`` counts from the letter's date, ``counter`` names the series."""

    title: str
    subject: str
    classification: str
    validity_days: int | None
    paper: str | None
    counter: str
    security: str
    blocks: tuple[Block, ...]


def read(data: Mapping[str, Any]) -> LetterTemplate:
    """The template in ``data`` (the JSON of a service version); raises ``TemplateError``."""
    blocks = data.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= MAX_BLOCKS:
        raise TemplateError(f"Templat surat: isi 1 sampai {MAX_BLOCKS} bagian.")
    days, paper = data.get("validity_days"), data.get("paper")
    if days is not None and (type(days) is not int or not 1 <= days <= 3650):
        raise TemplateError("Templat surat: masa berlaku harus 1 sampai 3650 hari, atau dikosongkan.")
    if paper is not None and paper not in PAPERS:
        raise TemplateError("Templat surat: ukuran kertas harus A4 atau F4, atau dikosongkan.")
    counter, security = data.get("counter") or DEFAULT_COUNTER, data.get("security") or "B"
    if not isinstance(counter, str) or not _COUNTER.fullmatch(counter):
        raise TemplateError("Templat surat: nama deret nomor memakai huruf kecil, angka dan tanda hubung.")
    if security not in _SECURITY:
        raise TemplateError("Templat surat: tingkat keamanan harus B, T, R atau SR.")
    return LetterTemplate(
        title=_line(data, "title"),
        subject=_line(data, "subject"),
        classification=_line(data, "classification"),
        validity_days=days,
        paper=paper,
        counter=counter,
        security=security,
        blocks=tuple(_block(position, block) for position, block in enumerate(blocks, 1)),
    )


def check(data: Mapping[str, Any], answer_names: Collection[str]) -> LetterTemplate:
    """``read``, and every ``{jawaban.x}`` must be one of the form's ``letter_names.answer_names``."""
    template = read(data)
    for source, name in placeholders(template):
        if source == "jawaban" and name not in answer_names:
            raise TemplateError(f"Templat surat: {{jawaban.{name}}} tidak ada di formulir.")
    return template


def placeholders(template: LetterTemplate) -> set[tuple[str, str]]:
    """All (source, name) pairs that the template's texts use."""
    texts = [block.text for block in template.blocks]
    texts += [text for block in template.blocks for row in block.rows for text in row]
    return {pair for text in texts for pair in placeholders_of(text)}


def placeholders_of(text: str) -> list[tuple[str, str]]:
    """The (source, name) pairs in one text, in order."""
    return _PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each placeholder replaced from ``values`` (``"jawaban.keperluan"`` → text).

    One pass: braces in a value are never read as placeholders. Raises ``TemplateError`` for a name without
    a value.
    """

    def value(match: re.Match[str]) -> str:
        name = f"{match[1]}.{match[2]}"
        if name not in values:
            raise TemplateError(f"Templat surat: tidak ada data untuk {{{name}}}.")
        return values[name]

    return _PLACEHOLDER.sub(value, text)


def _line(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 160:
        raise TemplateError(f"Templat surat: “{key}” wajib diisi, paling panjang 160 huruf.")
    return value


def _block(position: int, block: Any) -> Block:
    where = f"Templat surat, bagian {position}"
    if not isinstance(block, dict):
        raise TemplateError(f"{where}: bentuknya salah.")
    kind = block.get("kind")
    if kind in ("opening", "closing"):
        return Block(kind, text=_text(where, block.get("text") or ""))
    if kind == "paragraph":
        if not block.get("text"):
            raise TemplateError(f"{where}: alinea tidak boleh kosong.")
        return Block(kind, text=_text(where, block["text"]))
    if kind in ("identity", "rows"):
        return Block(kind, rows=_rows(where, kind, block.get("rows")))
    raise TemplateError(f"{where}: jenis “{kind}” tidak dikenal.")


def _rows(where: str, kind: str, rows: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_ROWS:
        raise TemplateError(f"{where}: isi 1 sampai {MAX_ROWS} baris.")
    if kind == "identity":
        unknown = [name for name in rows if not isinstance(name, str) or name not in IDENTITY_LABELS]
        if unknown:
            raise TemplateError(f"{where}: data penduduk “{unknown[0]}” tidak dikenal.")
        return tuple((IDENTITY_LABELS[name], f"{{penduduk.{name}}}") for name in rows)
    for row in rows:
        if not isinstance(row, list) or len(row) != 2:
            raise TemplateError(f"{where}: tiap baris berisi label dan isi.")
    return tuple((_text(where, label), _text(where, text)) for label, text in rows)


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise TemplateError(f"{where}: teks paling panjang {MAX_TEXT} huruf.")
    for source, name in placeholders_of(value):
        if source not in _SOURCES:
            raise TemplateError(f"{where}: sumber {{{source}.{name}}} tidak dikenal.")
        allowed = {"surat": LETTER_NAMES, "kantor": OFFICE_NAMES}.get(source)
        if allowed is not None and name not in allowed:
            raise TemplateError(f"{where}: {{{source}.{name}}} tidak dikenal.")
    if "{" in _PLACEHOLDER.sub("", value) or "}" in _PLACEHOLDER.sub("", value):
        raise TemplateError(f"{where}: kurung kurawal hanya untuk isian seperti {{penduduk.nama}}.")
    return value
