"""What can be put into a letter, in groups and in the words an operator picks it by. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tatadesa.catalogue.builder.content import Content, short
from tatadesa.catalogue.builder.register_words import by_source
from tatadesa.forms.context import Field
from tatadesa.forms.letter_names import answer_names, row_names
from tatadesa.forms.prefill import KEYS
from tatadesa.forms.registry import kind_of
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.editor.signing_form import SignForm, from_spec
from tatadesa.letters.signatures import of_handling
from tatadesa.letters.template import LETTER_NAMES, OFFICE_NAMES
from tatadesa.residents.family_rows import NAMES

Group = tuple[str, list[tuple[str, str]]]
_LETTER_WORDS = {"berlaku_sampai": "Berlaku sampai"}
_ROW_WORDS = {"nik": "NIK", "rt": "RT", "rw": "RW", "hubungan": "Hubungan keluarga", "status_kawin": "Status kawin"}
FILTER_WORDS = {
    "": "apa adanya",
    "rupiah": "sebagai rupiah: Rp1.500.000",
    "terbilang": "terbilang: satu juta lima ratus ribu rupiah",
    "tanggal": "sebagai tanggal: 24 November 2026",
    "judul": "Huruf Judul: Siti Aminah",
    "besar": "HURUF BESAR: SITI AMINAH",
}
"""How a name can be put in; the words show what becomes of it."""


@dataclass(frozen=True)
class TableSource:
    """Something a table can list: its code, its words, and (name, words) of what each of its rows says."""

    code: str
    words: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Offers:
    """What a letter of this service can draw on; ``usual_signatures`` are those of its handling."""

    fields: tuple[Field, ...] = ()
    tables: tuple[TableSource, ...] = ()
    usual_signatures: tuple[SignForm, ...] = ()

    def table(self, code: str) -> TableSource | None:
        """The source of that code."""
        return next((source for source in self.tables if source.code == code), None)


NOTHING = Offers()


def offers(content: Content) -> Offers:
    """What the service of ``content`` offers to its letter."""
    fields = [field for field in content["form"].get("fields") or () if kind_of(field).takes_answer]
    known = dict.fromkeys((f"jawaban.{name}" for name in (answer_names(content["form"]) if fields else ())), "")
    handling = content.get("handling") or {}
    usual = of_handling(handling, {**known, "wilayah.kecamatan": ""})
    return Offers(tuple(fields), _tables(fields), tuple(from_spec(spec) for spec in usual))


def names_to_insert(content: Content) -> list[Group]:
    """(heading, [(words, ``{code}``)]): answers first, for they are what sets this letter apart."""
    groups = [
        ("Jawaban warga", _answers(content["form"], "jawaban")),
        ("Isian petugas", _answers(content.get("officer_form") or {}, "petugas")),
        *((f"Data: {heading.lower()}", _coded(rows)) for heading, rows in by_source(KEYS)),
        ("Kantor", [(_words(name), f"{{kantor.{name}}}") for name in sorted(OFFICE_NAMES)]),
        ("Surat", [(_words(name), f"{{surat.{name}}}") for name in sorted(LETTER_NAMES)]),
    ]
    return [(heading, rows) for heading, rows in groups if rows]


def _tables(fields: Sequence[Field]) -> tuple[TableSource, ...]:
    """The answers that have rows, in the form's order, then the family card."""
    there = row_names({"fields": list(fields)}) if fields else {}
    found = [
        TableSource(f"jawaban.{field['id']}", short(field["label"]), _row_words(field, there[field["id"]]))
        for field in fields
        if field["id"] in there
    ]
    members = tuple((name, _row_word(name)) for name in NAMES)
    return (*found, TableSource(MEMBERS, "Anggota keluarga pemohon (menurut KK)", members))


def _row_words(field: Field, names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """In the order of the group's own fields, where it has some; of people the name comes first."""
    inner = {one["id"]: short(one["label"]) for one in field.get("fields") or ()}
    order = {name: place for place, name in enumerate(inner or ("nama",))}
    ordered = sorted(names, key=lambda name: (order.get(name, len(order)), name))
    return tuple((name, inner.get(name) or _row_word(name)) for name in ordered)


def _row_word(name: str) -> str:
    return _ROW_WORDS.get(name) or _words(name)


def _coded(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(words, f"{{{key}}}") for key, words in rows]


def _answers(form: Mapping[str, Any], source: str) -> list[tuple[str, str]]:
    """In the form's order, the parts of an answer after the answer."""
    fields = form.get("fields") or []
    if not fields:
        return []
    labels = {field["id"]: short(field["label"]) for field in fields}
    order = {name: place for place, name in enumerate(labels)}
    names = sorted(answer_names(form), key=lambda name: (order.get(name.partition(".")[0], len(order)), name))
    rows = []
    for name in names:
        whole, _, part = name.partition(".")
        label = labels.get(whole, whole)
        rows.append((f"{label}: {_words(part).lower()}" if part else label, f"{{{source}.{name}}}"))
    return rows


def _words(name: str) -> str:
    return _LETTER_WORDS.get(name) or name.replace("_", " ").capitalize()
