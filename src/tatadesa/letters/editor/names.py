"""What can be put into a letter, in groups and in the words an operator picks it by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.builder.content import Content, short
from tatadesa.catalogue.builder.register_words import by_source
from tatadesa.forms.letter_names import answer_names
from tatadesa.forms.prefill import KEYS
from tatadesa.letters.template import LETTER_NAMES, OFFICE_NAMES

Group = tuple[str, list[tuple[str, str]]]
_LETTER_WORDS = {"berlaku_sampai": "Berlaku sampai"}


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
