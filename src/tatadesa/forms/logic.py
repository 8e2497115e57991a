"""Conditions over answers and register data: which fields are asked, and which must be answered.

::

    {"all": [c, …]}   {"any": [c, …]}   {"not": c}   {"of": X, "op": OP, "to": Y}

``X`` is ``jawaban.<field id>`` or a key of the register, ``Y`` a JSON value, a list, or ``{"of": X}``.
``docs/forms.md`` tells all of it; ``static/forms/logic.js`` says the same in the browser, and the tests hold the two
together.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tatadesa.forms.condition_words import words
from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.dates import age_in, bound
from tatadesa.forms.operands import ANSWER, register_value
from tatadesa.forms.registry import is_required, kind_of

__all__ = ["Condition", "State", "conditions", "fate", "holds", "named", "state", "with_followers", "words"]

Condition = Mapping[str, Any]
_WHEN_ABSENT = frozenset({"empty", "is_not", "not_in"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOVING = re.compile(r"today|[+-][0-9]{1,4}d")
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class State:
    """The fields that are asked now, and those of them that must be answered, by id."""

    shown: frozenset[str]
    required: frozenset[str]


def state(schema: Schema, raw: Mapping[str, Any], context: FormContext, opened: Collection[str] | None = None) -> State:
    """What is asked when the answers are ``raw`` (typed or kept).

    What a hidden field holds does not count. Of fields that are not ``opened`` the kept values count as they are: they
    were right when they were sent.
    """
    named = _named_fields(schema)
    values: dict[str, Any] = {}
    shown, required = set(), set()
    for field in schema["fields"]:
        name = field["id"]
        if "show_if" in field and not holds(field["show_if"], values, context.register, context.today):
            continue
        shown.add(name)
        if not kind_of(field).takes_answer:
            continue
        if is_required(field) or (
            "require_if" in field and holds(field["require_if"], values, context.register, context.today)
        ):
            required.add(name)
        if name in named:
            is_open = opened is None or name in opened
            values[name] = kind_of(field).comparable(field, raw.get(name), context) if is_open else raw.get(name)
    return State(frozenset(shown), frozenset(required))


def holds(condition: Condition, values: Mapping[str, Any], register: Mapping[str, str], today: date) -> bool:
    """Whether a checked ``condition`` is true of comparable ``values`` (by field id) and ``register`` data."""
    if "all" in condition:
        return all(holds(part, values, register, today) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, values, register, today) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], values, register, today)
    left, op, to = _value(condition["of"], values, register), condition["op"], condition.get("to")
    right = _value(to["of"], values, register) if isinstance(to, Mapping) else to
    if left is None or (right is None and op not in ("filled", "empty")):
        return op in _WHEN_ABSENT
    if isinstance(right, str) and isinstance(left, str) and _DAY.fullmatch(left) and _MOVING.fullmatch(right):
        right = bound(right, today).isoformat()
    return _compare(left, op, right, today)


def fate(condition: Condition, register: Mapping[str, str], today: date) -> bool | None:
    """What the register alone makes of ``condition``: True or False whatever is answered, None when answers decide."""
    if "not" in condition:
        inner = fate(condition["not"], register, today)
        return None if inner is None else not inner
    for word, deciding in (("all", False), ("any", True)):
        if word in condition:
            fates = {fate(part, register, today) for part in condition[word]}
            return deciding if deciding in fates else None if None in fates else not deciding
    return None if any(name.startswith(ANSWER) for name in named(condition)) else holds(condition, {}, register, today)


def named(condition: Condition) -> Iterator[str]:
    """What the condition looks at: ``jawaban.<id>`` and register keys, perhaps more than once."""
    if "not" in condition:
        yield from named(condition["not"])
    for part in condition.get("all") or condition.get("any") or ():
        yield from named(part)
    if "of" in condition:
        yield condition["of"]
    if isinstance(condition.get("to"), Mapping):
        yield condition["to"]["of"]


def conditions(field: Field) -> list[Condition]:
    """The conditions of a field."""
    return [field[key] for key in ("show_if", "require_if") if key in field]


def with_followers(schema: Schema, opened: Collection[str]) -> list[str]:
    """``opened`` fields and those that are asked, or must be answered, by what they say; in the form's order."""
    found = set(opened)
    for field in schema["fields"]:
        asked_by = {name for condition in conditions(field) for name in named(condition)}
        if asked_by & {ANSWER + name for name in found}:
            found.add(field["id"])
    return [field["id"] for field in schema["fields"] if field["id"] in found]


def _named_fields(schema: Schema) -> frozenset[str]:
    return frozenset(
        name.removeprefix(ANSWER)
        for field in schema["fields"]
        for condition in conditions(field)
        for name in named(condition)
        if name.startswith(ANSWER)
    )


def _value(name: str, values: Mapping[str, Any], register: Mapping[str, str]) -> Any:
    """The comparable value, None for what is not there."""
    if name.startswith(ANSWER):
        found = values.get(name.removeprefix(ANSWER))
        return None if found in ("", [], {}) else found
    return register_value(name, register)


def _compare(left: Any, op: str, right: Any, today: date) -> bool:
    match op:
        case "filled" | "empty":
            return op == "filled"
        case "is" | "is_not":
            return _same(left, right) == (op == "is")
        case "in" | "not_in":
            return any(_same(left, one) for one in right) == (op == "in")
        case "has":
            return isinstance(left, list) and any(_same(one, right) for one in left)
        case "age_at_least" | "age_below":
            age = age_in(today.isoformat(), left) if isinstance(left, str) and _DAY.fullmatch(left) else None
            return age is not None and bool(age >= right if op == "age_at_least" else age < right)
    return _in_order(left, op, right)


def _in_order(left: Any, op: str, right: Any) -> bool:
    if not (_is_number(left) and _is_number(right)) and not (isinstance(left, str) and isinstance(right, str)):
        return False
    match op:
        case "at_least":
            return bool(left >= right)
        case "at_most":
            return bool(left <= right)
        case "more_than":
            return bool(left > right)
    return bool(left < right)


def _same(left: Any, right: Any) -> bool:
    """Equal, and of one type; texts whatever the case of A to Z (the register writes names in capitals)."""
    if isinstance(left, str) and isinstance(right, str):
        return left.translate(_SMALL) == right.translate(_SMALL)
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    return isinstance(left, bool) and isinstance(right, bool) and left == right


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
