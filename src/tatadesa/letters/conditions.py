"""The condition a part of a letter may carry: the language of ``forms.logic``, kept safe before it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tatadesa.forms.condition_check import DEEPEST, MOST_PARTS, OPS, check_condition
from tatadesa.forms.condition_words import words
from tatadesa.forms.context import Schema
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.operands import ANSWER
from tatadesa.forms.prefill import KEYS
from tatadesa.forms.schema import answering
from tatadesa.letters.texts import TemplateError

_ALONE = ("filled", "empty")
_LISTS = ("in", "not_in")
_AGES = ("age_at_least", "age_below")
_OPS = frozenset({*(op for ops in OPS.values() for op in ops), *_ALONE})


def check_when(where: str, condition: Any) -> None:
    """Raise ``TemplateError`` unless ``condition`` can be asked of any answers without failing."""
    if sum(1 for _ in _leaves(where, condition, 1)) > MOST_PARTS:
        raise TemplateError(f"{where}: syarat terlalu panjang, paling banyak {MOST_PARTS} bagian.")


def check_against(where: str, condition: Mapping[str, Any], form: Schema) -> None:
    """Raise ``TemplateError`` unless ``condition`` asks what ``form`` or the register can say."""
    try:
        check_condition(condition, {field["id"]: field for field in answering(form)}, KEYS)
    except SchemaError as error:
        raise TemplateError(f"{where}: {error.message}") from None


def in_words(condition: Mapping[str, Any] | None, form: Schema) -> str:
    """``bila Surat dipakai untuk adalah “Sekolah”``; empty for none and for what ``form`` cannot say."""
    if condition is None:
        return ""
    try:
        check_against("", condition, form)
    except TemplateError:
        return ""
    return words(condition, form)


def _leaves(where: str, condition: Any, depth: int) -> Iterator[None]:
    if not isinstance(condition, dict) or depth > DEEPEST:
        raise TemplateError(f"{where}: syarat tidak terbaca atau bertingkat lebih dari {DEEPEST}.")
    if condition.keys() == {"not"}:
        yield from _leaves(where, condition["not"], depth + 1)
        return
    for word in ("all", "any"):
        if condition.keys() == {word}:
            parts = condition[word]
            if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
                raise TemplateError(f"{where}: “{word}” berisi 1 sampai {MOST_PARTS} syarat.")
            for part in parts:
                yield from _leaves(where, part, depth + 1)
            return
    if not _is_leaf(condition):
        raise TemplateError(f"{where}: syarat berisi “of”, “op” dan “to” yang dikenal.")
    yield None


def _is_leaf(condition: Mapping[str, Any]) -> bool:
    op = condition.get("op")
    if not isinstance(op, str) or op not in _OPS or not _is_name(condition.get("of")):
        return False
    if condition.keys() != {"of", "op"} | (set() if op in _ALONE else {"to"}):
        return False
    to = condition.get("to")
    if op in _LISTS:
        return isinstance(to, list) and len(to) <= 60 and all(_is_plain(one) for one in to)
    if op in _AGES:
        return type(to) is int
    if isinstance(to, dict):
        return to.keys() == {"of"} and _is_name(to["of"])
    return op in _ALONE or (_is_plain(to) and to is not None)


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and (name.startswith(ANSWER) or name in KEYS)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)
