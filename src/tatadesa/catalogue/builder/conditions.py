"""Conditions as rows a person fills in: [isian] [adalah] [nilai], joined by all or any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tatadesa.catalogue.builder.content import in_labels, short
from tatadesa.catalogue.builder.register_words import by_source, register_values, register_words
from tatadesa.catalogue.officer_form import CITIZEN
from tatadesa.core.plain import one_line
from tatadesa.forms import condition_check
from tatadesa.forms.context import Field
from tatadesa.forms.dates import bound, parse_date
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.numbers import parse_whole
from tatadesa.forms.operands import ANSWER, DATE, KEY, KEYS, NUMBER, TIME, TRUTH, type_of
from tatadesa.forms.prefill import KEYS as REGISTER
from tatadesa.forms.registry import kind_of

MOST_ROWS = 8
ALL, ANY = "all", "any"
OPS = {
    "is": "adalah",
    "is_not": "bukan",
    "in": "salah satu dari",
    "not_in": "bukan salah satu dari",
    "has": "memuat",
    "at_least": "paling sedikit, paling awal",
    "at_most": "paling banyak, paling akhir",
    "more_than": "lebih dari, sesudah",
    "less_than": "kurang dari, sebelum",
    "age_at_least": "umurnya paling sedikit (tahun)",
    "age_below": "umurnya di bawah (tahun)",
    "filled": "terisi",
    "empty": "kosong",
}
_ALONE = ("filled", "empty")
_LISTS = ("in", "not_in")
_LONGEST, _OLDEST = 200, 150
_AGES = ("age_at_least", "age_below")
_TRUTHS = {"ya": True, "tidak": False}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


@dataclass(frozen=True)
class Row:
    """One comparison as it stands in the inputs: ``of`` what is looked at, ``op``, and ``to`` as typed."""

    of: str = ""
    op: str = "is"
    to: str = ""


@dataclass(frozen=True)
class Rows:
    """A condition as rows; ``mode`` says whether all or any must hold. ``kept`` is one that does not fit into rows."""

    mode: str = ALL
    rows: tuple[Row, ...] = ()
    kept: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Source:
    """Something a condition can look at: its words, the sort of its value, the values it may have."""

    key: str
    words: str
    sort: str
    ops: tuple[str, ...]
    values: tuple[str, ...] = ()


class WrongRows(Exception):
    """Rows that make no condition; ``errors`` by row number."""

    def __init__(self, errors: dict[int, str]) -> None:
        super().__init__(str(errors))
        self.errors = errors


def sources(earlier: Sequence[Field]) -> list[tuple[str, list[Source]]]:
    """(heading, what a condition can look at): the ``earlier`` fields of the form, then the register."""
    fields = {field["id"]: field for field in earlier if kind_of(field).takes_answer}
    given = [name for name in fields if name.startswith(CITIZEN)]
    own = [name for name in fields if name not in given]
    parts = (("Jawaban di formulir ini", own), ("Jawaban warga", given))
    groups = [(heading, [_answer(name, fields) for name in names]) for heading, names in parts if names]
    for heading, keys in by_source(REGISTER):
        groups.append((f"Data {heading.lower()}", [_register(key) for key, _ in keys]))
    return groups


def to_rows(condition: Mapping[str, Any] | None, earlier: Sequence[Field]) -> Rows:
    """``condition`` as rows, or kept whole when it says more than rows can."""
    if condition is None:
        return Rows()
    mode = next((word for word in (ALL, ANY) if word in condition), "")
    parts = condition[mode] if mode else [condition]
    if len(parts) > MOST_ROWS or not all(_is_simple(part) for part in parts):
        return Rows(kept=condition)
    fields = {field["id"]: field for field in earlier}
    return Rows(mode or ALL, tuple(_row(part, fields) for part in parts))


def typed_rows(post: Mapping[str, Any], name: str, before: Rows) -> Rows:
    """The rows as typed into the inputs that begin with ``name``.

    ``before`` are the rows until now: a condition that did not fit into rows stays until it is ticked away.
    """
    if before.kept is not None and f"{name}-hapus" not in post:
        return before
    typed = (
        Row(
            one_line(str(post.get(f"{name}-{number}-dari", ""))),
            str(post.get(f"{name}-{number}-cara", "is")),
            one_line(str(post.get(f"{name}-{number}-nilai", ""))),
        )
        for number in range(MOST_ROWS)
    )
    return Rows(ANY if post.get(f"{name}-cara") == ANY else ALL, tuple(row for row in typed if row.of or row.to))


def read_rows(
    post: Mapping[str, Any], name: str, before: Rows, earlier: Sequence[Field], errors: dict[str, str]
) -> tuple[Rows, Mapping[str, Any] | None]:
    """``typed_rows`` and the condition they make; what is wrong goes into ``errors`` by the beginning of the names."""
    rows = typed_rows(post, name, before)
    if rows.kept is not None:
        return rows, rows.kept
    try:
        return rows, from_rows(rows, earlier)
    except WrongRows as wrong:
        errors.update({f"{name}-{number}": words for number, words in wrong.errors.items()})
    return rows, None


def from_rows(rows: Rows, earlier: Sequence[Field]) -> dict[str, Any] | None:
    """The condition the rows make, None for empty ones; raises ``WrongRows``."""
    fields = {field["id"]: field for field in earlier}
    parts: list[dict[str, Any]] = []
    errors: dict[int, str] = {}
    for number, row in enumerate(rows.rows):
        try:
            part = _part(row, fields)
            condition_check.check_condition(part, fields, REGISTER)
        except SchemaError as error:
            errors[number] = in_labels(error.message, {"fields": list(earlier)})
        except Invalid as error:
            errors[number] = error.words
        else:
            parts.append(part)
    if errors:
        raise WrongRows(errors)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {rows.mode: parts}


def _is_simple(part: Mapping[str, Any]) -> bool:
    return "of" in part and not isinstance(part.get("to"), Mapping)


def _answer(name: str, fields: Mapping[str, Field]) -> Source:
    key, field = ANSWER + name, fields[name]
    sort = type_of(key, fields)
    values = tuple(choice["label"] for choice in field.get("choices", ())) if sort in (KEY, KEYS) else ()
    return Source(key, short(field["label"]), sort, ops_of(sort), ("Ya", "Tidak") if sort == TRUTH else values)


def _register(key: str) -> Source:
    sort = type_of(key, {})
    return Source(key, register_words(key), sort, ops_of(sort), register_values(key))


def ops_of(sort: str) -> tuple[str, ...]:
    """The comparisons that make sense for a sort of value."""
    return (*condition_check.OPS[sort], *_ALONE)


def _row(part: Mapping[str, Any], fields: Mapping[str, Field]) -> Row:
    to = part.get("to")
    shown = [_shown(part["of"], one, fields) for one in (to if isinstance(to, list) else [to]) if one is not None]
    return Row(part["of"], part["op"], "; ".join(shown))


def _shown(of: str, value: Any, fields: Mapping[str, Field]) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    for choice in fields.get(of.removeprefix(ANSWER), {}).get("choices", ()):
        if choice["key"] == value:
            return str(choice["label"])
    return "hari ini" if value == "today" else str(value)


def _part(row: Row, fields: Mapping[str, Field]) -> dict[str, Any]:
    if not row.of:
        raise Invalid("Pilih dulu isian atau data yang dibandingkan dengan nilai ini, atau kosongkan nilainya.")
    if row.op not in OPS:
        raise Invalid("Pilih cara membandingkannya.")
    field = fields.get(row.of.removeprefix(ANSWER)) if row.of.startswith(ANSWER) else None
    if row.of not in REGISTER and (field is None or not kind_of(field).takes_answer):
        raise Invalid("Isian ini tidak bisa dipakai di sini: syarat hanya melihat isian di atasnya. Pilih yang lain.")
    sort = type_of(row.of, fields)
    if row.op not in ops_of(sort):
        raise Invalid(f"Untuk “{_said(row.of, fields)}” pilih: {', '.join(OPS[op] for op in ops_of(sort))}.")
    if row.op in _ALONE:
        return {"of": row.of, "op": row.op}
    typed = row.to.strip()
    if not typed.strip("; "):
        raise Invalid("Isi nilai yang dibandingkan.")
    if len(typed) > _LONGEST:
        raise Invalid(f"Terlalu panjang. Paling banyak {_LONGEST} huruf.")
    if row.op in _LISTS:
        values = [_value(one.strip(), sort, row.of, fields) for one in typed.split(";") if one.strip()]
        return {"of": row.of, "op": row.op, "to": values}
    if row.op in _AGES:
        return {"of": row.of, "op": row.op, "to": _years(typed)}
    return {"of": row.of, "op": row.op, "to": _value(typed, sort, row.of, fields)}


def _said(of: str, fields: Mapping[str, Field]) -> str:
    return short(fields[of.removeprefix(ANSWER)]["label"]) if of.startswith(ANSWER) else register_words(of)


def _years(typed: str) -> int:
    years = parse_whole(typed)
    if not 0 <= years <= _OLDEST:
        raise Invalid(f"Isi umur dalam tahun, 0 sampai {_OLDEST}.")
    return years


def _value(typed: str, sort: str, of: str, fields: Mapping[str, Field]) -> Any:
    if sort in (KEY, KEYS):
        return _choice(typed, fields[of.removeprefix(ANSWER)])
    if sort == TRUTH:
        if typed.casefold() not in _TRUTHS:
            raise Invalid("Isi Ya atau Tidak.")
        return _TRUTHS[typed.casefold()]
    if sort == NUMBER:
        return parse_whole(typed.removeprefix("Rp").strip())
    if sort == DATE:
        return _date(typed)
    if sort == TIME:
        match = _CLOCK.fullmatch(typed)
        if match is None:
            raise Invalid("Isi jam seperti 08.30.")
        return f"{int(match[1]):02}:{match[2]}"
    return typed


def _choice(typed: str, field: Field) -> str:
    for choice in field["choices"]:
        if typed.casefold() in (choice["label"].casefold(), choice["key"]):
            return str(choice["key"])
    labels = ", ".join(choice["label"] for choice in field["choices"][:12])
    raise Invalid(f"Isi salah satu pilihannya: {labels}.")


def _date(typed: str) -> str:
    if typed.casefold() in ("hari ini", "today"):
        return "today"
    try:
        return parse_date(typed).isoformat()
    except Invalid:
        if typed[:1] not in "+-":
            raise
    try:
        bound(typed, parse_date("2026-01-01"))
    except SchemaError as error:
        raise Invalid("Isi tanggal seperti 31-12-2026, atau “hari ini”.") from error
    return typed
