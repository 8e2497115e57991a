"""Rows of the same few fields: witnesses, heirs, goods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.field_view import FieldView
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.messages import say

MOST_FIELDS = 12
MOST_ROWS = 20
_MARK = "baris"
_NEW = "baru"
_COUNT = "jumlah"
_COMMON = frozenset({"id", "kind", "label", "help", "required"})
# Rules that look at another field of the form do not reach into rows.
_OUTSIDE = frozenset({"not_before", "same_day"})
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_INDEX = re.compile(r"[0-9]{1,2}")


class Group(Kind):
    """Options: ``fields`` (1 to 12, of kinds with ``in_group``), ``min_rows``, ``max_rows`` (default 10, up to 20),
    ``row_label`` (``Saksi``).

    Kept as a list of objects. A row in which nothing is filled in does not count.
    """

    name = "group"
    title = "Daftar berulang (saksi, ahli waris)"
    seconds = 60
    options = frozenset({"fields", "min_rows", "max_rows", "row_label"})

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.kinds = {kind.name: kind for kind in kinds if kind.in_group}
        """The kinds that may be asked in a row, by name."""
        self.messages = ("group", *sorted({name for kind in self.kinds.values() for name in kind.messages}))

    def check(self, field: Field) -> None:
        """Every field of a row can be used, and the counts are in order."""
        given = field.get("fields")
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_FIELDS:
            raise SchemaError(f"pilihan “fields” berisi 1 sampai {MOST_FIELDS} isian.")
        seen = set()
        for inner in given:
            name = self._check_inner(inner)
            if name in seen:
                raise SchemaError(f"isian “{name}” di dalam baris: id ini dipakai dua kali.")
            seen.add(name)
        checks.whole(field, "min_rows", 0, MOST_ROWS)
        checks.whole(field, "max_rows", 1, MOST_ROWS)
        checks.ordered({"max_rows": _most(field), **field}, "min_rows", "max_rows")
        checks.words(field, "row_label", 40)

    def _check_inner(self, inner: Any) -> str:
        name = inner.get("id") if isinstance(inner, Mapping) else None
        if not isinstance(name, str) or not _ID.fullmatch(name) or len(name) > 40 or name in (_COUNT, _MARK):
            raise SchemaError("“id” isian di dalam baris memakai huruf kecil, angka dan garis bawah tunggal.")
        kind = self.kinds.get(inner["kind"]) if isinstance(inner.get("kind"), str) else None
        if kind is None:
            raise SchemaError(f"isian “{name}” di dalam baris: jenis ini tidak bisa dipakai di dalam baris.")
        unknown = sorted(str(key) for key in inner.keys() - _COMMON - (kind.options - _OUTSIDE))
        try:
            if unknown:
                raise SchemaError(f"“{unknown[0]}” tidak dikenal di dalam baris.")
            if not checks.words({"label": "", **inner}, "label", 200).strip():
                raise SchemaError("“label” wajib diisi.")
            checks.words(inner, "help", 400)
            checks.truth(inner, "required")
            kind.check(inner)
        except SchemaError as error:
            raise SchemaError(f"isian “{name}” di dalam baris: {error.message}") from None
        return name

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """``baris`` names the rows there are; ``0__nama`` is an input of the first."""
        if rest == _MARK:
            return True
        index, _, inner_rest = rest.partition("__")
        name, _, deeper = inner_rest.partition("__")
        inner = next((one for one in field["fields"] if one["id"] == name), None)
        return (
            _INDEX.fullmatch(index) is not None
            and inner is not None
            and self.kinds[inner["kind"]].owns(inner, deeper, at_counter=at_counter)
        )

    def read(self, field: Field, post: QueryDict) -> list[dict[str, Any]]:
        """The rows on the page, also empty ones, in their order."""
        start = f"{field['id']}__"
        named = [name[len(start) :].partition("__")[0] for name in post if name.startswith(start)]
        told = [str(value) for value in post.getlist(start + _MARK)]
        indices = sorted({int(index) for index in (*named, *told) if _INDEX.fullmatch(index)})
        return [
            {
                inner["id"]: self.kinds[inner["kind"]].read(_in_row(field, index, inner), post)
                for inner in field["fields"]
            }
            for index in indices[: 2 * MOST_ROWS]
        ]

    def adjust(self, field: Field, raw: Any, what: str) -> Any:
        """``tambah`` adds an empty row, ``buang:1`` takes the second one out."""
        rows = list(raw) if isinstance(raw, list) else []
        verb, _, index = what.partition(":")
        if verb == "tambah" and len(rows) < _most(field):
            rows.append({})
        elif verb == "buang" and _INDEX.fullmatch(index) and int(index) < len(rows):
            del rows[int(index)]
        return rows

    def clean(self, field: Field, raw: object, context: FormContext) -> list[dict[str, Any]] | None:
        """The rows in which something is filled in, each input by the rules of its kind."""
        rows, problems = [], {}
        given = _rows(raw)
        free = len(given)
        for index, row in enumerate(given):
            cleaned, wrong = self._clean_row(field, row, context)
            if not cleaned and not wrong:
                free = min(free, index)
                continue
            rows.append(cleaned)
            wrong |= {
                inner["id"]: self.kinds[inner["kind"]].missing(inner)
                for inner in field["fields"]
                if inner.get("required") and inner["id"] not in cleaned.keys() | wrong.keys()
            }
            in_order = [inner["id"] for inner in field["fields"] if inner["id"] in wrong]
            problems.update({f"{index}__{name}": wrong[name] for name in in_order})
        if problems:
            raise Invalid(next(iter(problems.values())), problems)
        if len(rows) > _most(field):
            raise Invalid(say("group.high", most=_most(field), what=_what(field)))
        if rows and len(rows) < field.get("min_rows", 0):
            words = say("group.low", least=field["min_rows"], what=_what(field), count=len(rows))
            raise Invalid(words, {f"{free}__{field['fields'][0]['id']}": words})
        return rows or None

    def _clean_row(self, field: Field, row: Any, context: FormContext) -> tuple[dict[str, Any], dict[str, str]]:
        """The kept values of a row and what is wrong with the others, by the ids of its fields."""
        if not isinstance(row, dict):
            raise Invalid(say("form.unreadable"))
        cleaned, wrong = {}, {}
        for inner in field["fields"]:
            try:
                value = self.kinds[inner["kind"]].clean(inner, row.get(inner["id"]), context)
            except Invalid as error:
                wrong[inner["id"]] = error.words
            else:
                if value is not None:
                    cleaned[inner["id"]] = value
        return cleaned, wrong

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Rows of objects with the fields' own schemas."""
        properties = {
            inner["id"]: {"title": inner["label"], **self.kinds[inner["kind"]].json_schema(inner)}
            for inner in field["fields"]
        }
        return {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": properties,
                "required": [inner["id"] for inner in field["fields"] if inner.get("required")],
            },
            "minItems": max(1, field.get("min_rows", 0)),
            "maxItems": _most(field),
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """A numbered line for each row: ``1. Nama: BUDI; NIK: 3302…``."""
        return "\n".join(self.lines(field, value))

    def lines(self, field: Field, value: Any) -> list[str]:
        """The same as a list."""
        said = []
        for row in _kept_rows(value):
            cells = [(inner["label"].strip(" .:"), self._cell(inner, row)) for inner in field["fields"]]
            filled = "; ".join(f"{label}: {words}" for label, words in cells if words)
            said += [filled] if filled else []
        return [f"{number}. {filled}" for number, filled in enumerate(said, 1)]

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """``jumlah`` of rows; ``nama`` of all, with commas; ``1_nama`` of the first."""
        rows = _kept_rows(value)
        words = dict.fromkeys(self.part_names(field), "") | {_COUNT: str(len(rows))}
        for inner in field["fields"]:
            column = [self._cell(inner, row) for row in rows[: _most(field)]]
            words[inner["id"]] = ", ".join(filter(None, column))
            words |= {f"{number}_{inner['id']}": cell for number, cell in enumerate(column, 1)}
        return words

    def part_names(self, field: Field) -> frozenset[str]:
        """Those of ``parts``, for as many rows as there can be."""
        names = [inner["id"] for inner in field["fields"]]
        numbered = {f"{number}_{name}" for number in range(1, _most(field) + 1) for name in names}
        return frozenset({_COUNT, *names, *numbered})

    def rows(self, field: Field, value: Any) -> list[dict[str, str]]:
        """Each row in words."""
        return [{inner["id"]: self._cell(inner, row) for inner in field["fields"]} for row in _kept_rows(value)]

    def row_names(self, field: Field) -> frozenset[str]:
        """The inputs of a row."""
        return frozenset(inner["id"] for inner in field["fields"])

    def _cell(self, inner: Field, row: Mapping[str, Any]) -> str:
        value = row.get(inner["id"])
        if value in (None, "", []):
            return ""
        try:
            return self.kinds[inner["kind"]].text(inner, value, {})
        except (TypeError, ValueError):
            return str(value)

    def missing(self, field: Field) -> str:
        """What to do when no row is filled in."""
        return f"Isi paling sedikit {max(1, field.get('min_rows', 0))} {_what(field)}."

    def hint(self, field: Field) -> str:
        """How many rows."""
        least, most = field.get("min_rows", 0), _most(field)
        if least == most:
            return f"Tepat {most} {_what(field)}."
        return f"{least} sampai {most} {_what(field)}." if least > 1 else f"Paling banyak {most} {_what(field)}."

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The fields of a row as the form's own, and how many rows."""
        inner_rules = [
            {
                "id": inner["id"],
                "kind": inner["kind"],
                "label": inner["label"],
                "required": bool(inner.get("required")),
                "missing": self.kinds[inner["kind"]].missing(inner),
                "rules": self.kinds[inner["kind"]].rules(inner, context),
            }
            for inner in field["fields"]
        ]
        counts = {"least": field.get("min_rows", 0), "most": _most(field), "what": _what(field)}
        return {"fields": inner_rules, **counts}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The rows there are, as many empty ones as are asked at least, and one to copy."""
        try:
            given = [row if isinstance(row, dict) else {} for row in _rows(raw)][: 2 * MOST_ROWS]
        except Invalid:
            given = []
        fewest = max(1, field.get("min_rows", 0))
        given += [{}] * (fewest - len(given))
        rows = [self._row(field, index, row, context) for index, row in enumerate(given)]
        return {
            "rows": rows,
            "blank": self._row(field, _NEW, {}, context),
            "row_label": _label(field),
            "fewest": fewest,
            "most": _most(field),
            "part_anchors": {part: cell.anchor for row in rows for part, cell in row["cells"]},
        }

    def _row(self, field: Field, index: int | str, row: Mapping[str, Any], context: FormContext) -> dict[str, Any]:
        """A row for the template: its index, and by part the fields, named by row."""
        cells = []
        for inner in field["fields"]:
            kind, named = self.kinds[inner["kind"]], _in_row(field, index, inner)
            hints = (inner.get("help", ""), kind.hint(inner))
            view = FieldView(
                id=named["id"],
                kind=kind.name,
                label=inner["label"],
                help=" ".join(hint for hint in hints if hint),
                error="",
                section="",
                required=bool(inner.get("required")),
                takes_answer=True,
                prefilled=False,
                # A browser would fill in its owner, not the witness.
                autocomplete="off",
                context={"part_errors": {}, **kind.view(named, row.get(inner["id"], ""), context)},
            )
            cells.append((f"{index}__{inner['id']}", view))
        return {"index": index, "cells": cells}


def _most(field: Field) -> int:
    return int(field.get("max_rows", max(10, field.get("min_rows", 0))))


def _label(field: Field) -> str:
    return str(field.get("row_label") or "Baris")


def _what(field: Field) -> str:
    """What is counted, in a sentence."""
    return _label(field).lower()


def _in_row(field: Field, index: int | str, inner: Field) -> Field:
    """The inner field with the name its inputs have in this row."""
    return {**inner, "id": f"{field['id']}__{index}__{inner['id']}"}


def _rows(raw: object) -> list[Any]:
    """The rows of an answer as typed or as kept; raises ``Invalid`` for shapes no form sends."""
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list) or len(raw) > 2 * MOST_ROWS:
        raise Invalid(say("form.unreadable"))
    return raw


def _kept_rows(value: Any) -> list[dict[str, Any]]:
    """The rows of a kept answer; none of one that was only typed."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
