"""A condition as a person says it: ``bila Surat dipakai untuk adalah “Sekolah”``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.core.text import date_words
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.numbers import grouped
from tatadesa.forms.operands import ANSWER, DATE, KEY, KEYS, TIME, TRUTH, label_of, type_of
from tatadesa.forms.registry import kind_of

_IN_TIME = (DATE, TIME)
_PLAIN = {"is": "adalah", "is_not": "bukan", "in": "salah satu dari", "not_in": "bukan", "has": "memuat"}
_OPPOSITE = {"is": "is_not", "is_not": "is", "in": "not_in", "not_in": "in", "filled": "empty", "empty": "filled"}
_OF_AMOUNTS = {
    "at_least": "paling sedikit",
    "at_most": "paling banyak",
    "more_than": "lebih dari",
    "less_than": "kurang dari",
}
_OF_TIMES = {"at_least": "paling awal", "at_most": "paling akhir", "more_than": "sesudah", "less_than": "sebelum"}


def words(condition: Mapping[str, Any], schema: Schema) -> str:
    """A checked ``condition`` of ``schema`` in words, beginning with “bila”."""
    return f"bila {_words(condition, {field['id']: field for field in schema['fields']})}"


def _words(condition: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    if "not" in condition:
        inner = condition["not"]
        if inner.get("op") in _OPPOSITE:
            return _leaf({**inner, "op": _OPPOSITE[inner["op"]]}, fields)
        return f"tidak benar bahwa {_bracketed(condition['not'], fields)}"
    for word, between in (("all", " dan "), ("any", " atau ")):
        if word in condition:
            parts = condition[word]
            return between.join(_bracketed(part, fields) if len(parts) > 1 else _words(part, fields) for part in parts)
    return _leaf(condition, fields)


def _bracketed(condition: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    said = _words(condition, fields)
    parts = condition.get("all") or condition.get("any") or ()
    return f"({said})" if len(parts) > 1 else said


def _leaf(condition: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    name, op, to = condition["of"], condition["op"], condition.get("to")
    what, sort = label_of(name, fields), type_of(name, fields)
    if op in ("filled", "empty"):
        return f"{what} {'terisi' if op == 'filled' else 'kosong'}"
    if op in ("age_at_least", "age_below"):
        return f"umur menurut {what} {'paling sedikit' if op == 'age_at_least' else 'di bawah'} {to} tahun"
    if sort == TRUTH and kind_of(fields[name.removeprefix(ANSWER)]).always_required:
        return f"{what} {'' if (op == 'is') == (to is True) else 'tidak '}dicentang"
    said = _PLAIN.get(op) or (_OF_TIMES if sort in _IN_TIME else _OF_AMOUNTS)[op]
    if isinstance(to, list):
        return f"{what} {said} {_listed([_literal(one, name, sort, fields) for one in to])}"
    return f"{what} {said} {_literal(to, name, sort, fields)}"


def _literal(to: Any, name: str, sort: str, fields: Mapping[str, Field]) -> str:
    if isinstance(to, Mapping):
        return label_of(to["of"], fields)
    if isinstance(to, bool):
        return "“Ya”" if to else "“Tidak”"
    if isinstance(to, str):
        return _text(to, name, sort, fields)
    field = fields.get(name.removeprefix(ANSWER)) if name.startswith(ANSWER) else None
    return kind_of(field).text(field, to, {}) if field is not None else grouped(to)


def _text(to: str, name: str, sort: str, fields: Mapping[str, Field]) -> str:
    if sort in (KEY, KEYS):
        choices = fields[name.removeprefix(ANSWER)]["choices"]
        return f"“{next((choice['label'] for choice in choices if choice['key'] == to), to)}”"
    if sort == DATE:
        return _day(to)
    return to.replace(":", ".") if sort == TIME else f"“{to}”"


def _day(to: str) -> str:
    if to == "today":
        return "hari ini"
    if to.endswith("d"):
        return f"{int(to[1:-1])} hari {'lagi' if to[0] == '+' else 'yang lalu'}"
    return date_words(date.fromisoformat(to))


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" atau " if len(parts) > 1 else "") + parts[-1]
