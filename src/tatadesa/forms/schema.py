"""What a form definition may say.

``{"fields": [{"id", "kind", "label", "help", "required", "prefill", "section", "show_if", "require_if",
"locked", <options of the kind>}]}``
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tatadesa.forms import checks
from tatadesa.forms.condition_check import check_condition
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.prefill import KEYS, sources
from tatadesa.forms.registry import KINDS, is_required, kind_of

MAX_FIELDS = 120
MAX_PREFILLS = 8
RESERVED = frozenset({"csrfmiddlewaretoken", "kunci", "aksi", "untuk", "semula", "versi", "simpan_ke"})
_COMMON = frozenset(
    {"id", "kind", "label", "help", "required", "prefill", "section", "show_if", "require_if", "locked"}
)
# A double underscore separates our own suffixes (``kk__berkas``).
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

__all__ = ["MAX_FIELDS", "RESERVED", "SchemaError", "check_schema"]


def check_schema(schema: Any, given: Sequence[Field] = ()) -> None:
    """Raise ``SchemaError`` with the field and the reason unless ``schema`` is a form that can be used.

    ``given`` are fields answered elsewhere, at which its conditions may look, too.
    """
    if not isinstance(schema, Mapping) or schema.keys() != {"fields"} or not isinstance(schema["fields"], list):
        raise SchemaError("Formulir harus berisi “fields”, sebuah daftar.")
    fields = schema["fields"]
    if not 1 <= len(fields) <= MAX_FIELDS:
        raise SchemaError(f"Formulir berisi 1 sampai {MAX_FIELDS} isian.")
    seen: dict[str, Field] = {}
    for position, field in enumerate(fields, 1):
        name = _name(field, position)
        try:
            _check_field(field)
        except SchemaError as error:
            raise SchemaError(f"Isian “{name}”: {error.message}") from None
        if name in seen:
            raise SchemaError(f"Isian “{name}”: id ini dipakai dua kali.")
        seen[name] = field
    earlier: dict[str, Field] = {field["id"]: field for field in given}
    for field in fields:
        _check_order(field, seen)
        _check_conditions(field, earlier)
        _check_prefill_conditions(field, earlier)
        if kind_of(field).takes_answer:
            earlier[field["id"]] = field
    if not any(kind_of(field).takes_answer for field in fields):
        raise SchemaError("Formulir harus punya sedikitnya satu isian untuk dijawab.")


def answering(schema: Schema) -> list[Field]:
    """The fields that take an answer, in order."""
    return [field for field in schema["fields"] if kind_of(field).takes_answer]


def _name(field: Any, position: int) -> str:
    if not isinstance(field, Mapping):
        raise SchemaError(f"Isian ke-{position} bukan objek.")
    name = field.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name) or len(name) > 40 or name in RESERVED:
        raise SchemaError(f"Isian ke-{position}: “id” memakai huruf kecil, angka dan garis bawah tunggal.")
    return name


def _check_field(field: Field) -> None:
    kind = KINDS.get(field["kind"]) if isinstance(field.get("kind"), str) else None
    if kind is None:
        raise SchemaError("jenis isian tidak dikenal.")
    unknown = sorted(str(key) for key in field.keys() - _COMMON - kind.options)
    if unknown:
        raise SchemaError(f"“{unknown[0]}” tidak dikenal untuk jenis {kind.name}.")
    if not checks.words({"label": "", **field}, "label", 400).strip():
        raise SchemaError("“label” wajib diisi.")
    checks.words(field, "help", 400)
    checks.words(field, "section", 80)
    checks.truth(field, "required")
    _check_prefill(field)
    kind.check(field)


def _check_prefill(field: Field) -> None:
    given, kind = field.get("prefill"), kind_of(field)
    wrong = SchemaError("“prefill” tidak dikenal, atau tidak bisa untuk jenis isian ini.")
    if given is not None and not kind.can_prefill:
        raise wrong
    if isinstance(given, list):
        if not 1 <= len(given) <= MAX_PREFILLS:
            raise SchemaError(f"“prefill” berisi daftar 1 sampai {MAX_PREFILLS} sumber.")
        if not all(isinstance(entry, Mapping) and entry.keys() - {"if"} in ({"from"}, {"value"}) for entry in given):
            raise SchemaError("tiap sumber “prefill” berisi “from” atau “value”, dan boleh “if”.")
        for entry in given:
            if "value" in entry and (kind.prefills or not checks.words(entry, "value", 400).strip()):
                raise SchemaError("“value” pada “prefill” harus teks, untuk isian yang diketik.")
    elif given is not None and not isinstance(given, str):
        raise wrong
    known = kind.prefills or KEYS
    if not all(isinstance(key, str) and key in known for key in sources(field)):
        raise wrong
    if checks.truth(field, "locked") and not sources(field):
        raise SchemaError("“locked” hanya untuk isian yang terisi dari data penduduk (“prefill”).")


def _check_conditions(field: Field, earlier: Mapping[str, Field]) -> None:
    for key in ("show_if", "require_if"):
        if key not in field:
            continue
        try:
            if key == "require_if" and (is_required(field) or not kind_of(field).takes_answer):
                raise SchemaError("hanya untuk isian yang boleh kosong.")
            check_condition(field[key], earlier, KEYS)
        except SchemaError as error:
            raise SchemaError(f"Isian “{field['id']}”, “{key}”: {error.message}") from None


def _check_prefill_conditions(field: Field, earlier: Mapping[str, Field]) -> None:
    given = field.get("prefill")
    for entry in given if isinstance(given, list) else ():
        if "if" not in entry:
            continue
        try:
            check_condition(entry["if"], earlier, KEYS)
        except SchemaError as error:
            raise SchemaError(f"Isian “{field['id']}”, “prefill”: {error.message}") from None


def _check_order(field: Field, fields: Mapping[str, Field]) -> None:
    earlier = field.get("not_before")
    if earlier is not None:
        other = fields.get(earlier) if isinstance(earlier, str) else None
        if other is None or other is field or other["kind"] != field["kind"]:
            raise SchemaError(f"Isian “{field['id']}”: “not_before” harus menunjuk isian lain yang sejenis.")
    days = field.get("same_day")
    if days is not None:
        known = isinstance(days, list) and len(days) == 2 and all(isinstance(day, str) for day in days)
        if not known or any(day not in fields or fields[day]["kind"] != "date" for day in days):
            raise SchemaError(f"Isian “{field['id']}”: “same_day” harus menunjuk dua isian tanggal.")
