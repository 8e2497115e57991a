"""One option of a field as inputs: what they show, and the value that what was typed stands for."""

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tatadesa.catalogue.builder import field_ids
from tatadesa.catalogue.builder import options as types
from tatadesa.catalogue.builder.content import short
from tatadesa.catalogue.builder.options import Option
from tatadesa.core.plain import one_line, storable
from tatadesa.forms.context import Field
from tatadesa.forms.dates import parse_date
from tatadesa.forms.errors import Invalid
from tatadesa.forms.numbers import parse_whole

_SHIFT = re.compile(r"([+-])([0-9]{1,4})d")
_UNNAMED = re.compile(r"pilihan_[0-9]+")
_PART = "__"


@dataclass(frozen=True)
class Control:
    """One option on the page; ``name`` of its first input, ``value`` as shown (a dict for several inputs)."""

    name: str
    option: Option
    value: Any
    error: str = ""
    picks: Sequence[tuple[str, str]] = ()
    help: str = ""

    @property
    def id(self) -> str:
        """Of the first input."""
        return f"i-{self.name}"


@dataclass
class Typed:
    """What was typed into the inputs of an option, so that they can show it again, and the value or what is wrong."""

    shown: Any
    value: Any = None
    error: str = field(default="")


def shown(option: Option, value: Any) -> Any:
    """How a kept ``value`` (None: not set) stands in the inputs."""
    match option.type:
        case types.CHOICES:
            return "\n".join(choice["label"] for choice in value or ())
        case types.TICK:
            return bool(value)
        case types.DAY:
            return _shown_day(value)
        case types.FIELDS:
            return dict(enumerate(value or ("", "")))
        case types.LIST:
            return ", ".join(value or ())
        case types.PICK:
            return _pick_word(option.picks[0][0] if value is None else value)
    return "" if value is None else str(value)


def picks(option: Option, here: Field, others: Sequence[Field]) -> list[tuple[str, str]]:
    """What can be picked: (value, words)."""
    if option.type == types.PICK:
        return [(_pick_word(value), words) for value, words in option.picks]
    if option.type in (types.FIELD, types.FIELDS):
        kinds = option.kinds or (here["kind"],)
        return [("", "—"), *((one["id"], short(one["label"])) for one in others if one["kind"] in kinds)]
    return []


def read(option: Option, name: str, post: QueryDict, before: Any) -> Typed:
    """What the inputs of ``option`` say; ``before`` is the value until now."""
    given = one_line(storable(str(post.get(name, ""))))
    match option.type:
        case types.TICK:
            return Typed(name in post, True if name in post else None)
        case types.CHOICES:
            return _read_choices(storable(str(post.get(name, ""))), before or [])
        case types.DAY:
            return _read_day(name, post)
        case types.FIELDS:
            pair = [storable(str(post.get(f"{name}{_PART}{index}", ""))) for index in (0, 1)]
            wrong = "" if all(pair) or not any(pair) else "Pilih keduanya, atau kosongkan keduanya."
            return Typed(dict(enumerate(pair)), pair if all(pair) else None, wrong)
        case types.PICK:
            values = {_pick_word(value): value for value, _ in option.picks}
            if given not in values:
                return Typed(given, before, "Pilih dari daftar.")
            usual = given == _pick_word(option.picks[0][0]) and before != values[given]
            return Typed(given, None if usual else values[given])
        case types.NUMBER:
            return _read_number(option, given)
        case types.LIST:
            return Typed(given, [one for one in (part.strip() for part in given.split(",")) if one] or None)
    if option.type == types.WORDS and len(given) > option.high:
        return Typed(given, given, f"Terlalu panjang. Paling banyak {option.high} huruf.")
    return Typed(given, given or None)


def _pick_word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read_number(option: Option, given: str) -> Typed:
    if not given:
        return Typed(given)
    try:
        number = parse_whole(given)
    except Invalid as error:
        return Typed(given, given, error.words)
    if not option.low <= number <= option.high:
        return Typed(given, number, f"Isi angka {option.low} sampai {option.high}.")
    return Typed(given, number)


def _shown_day(value: Any) -> dict[str, str]:
    if not value:
        return {"how": "", "days": "", "day": ""}
    if value == "today":
        return {"how": "today", "days": "", "day": ""}
    if match := _SHIFT.fullmatch(value):
        return {"how": "after" if match[1] == "+" else "before", "days": match[2], "day": ""}
    return {"how": "day", "days": "", "day": value}


def _read_day(name: str, post: QueryDict) -> Typed:
    how, days, day = (storable(str(post.get(f"{name}{part}", ""))).strip() for part in ("", "__hari", "__tanggal"))
    typed = {"how": how, "days": days, "day": day}
    if how in ("", "today"):
        return Typed(typed, how or None)
    if how in ("after", "before"):
        if not re.fullmatch(r"[0-9]{1,4}", days):
            return Typed(typed, None, "Isi berapa hari, 0 sampai 9999.")
        return Typed(typed, f"{'+' if how == 'after' else '-'}{int(days)}d")
    try:
        return Typed(typed, parse_date(day).isoformat())
    except Invalid as error:
        return Typed(typed, None, error.words)


def _read_choices(text: str, before: Sequence[Mapping[str, str]]) -> Typed:
    """One choice a line. A line that was there keeps its key wherever it moved; so does one that was only reworded."""
    lines = [line for line in (one_line(line) for line in text.split("\n")) if line]
    if len({line.casefold() for line in lines}) < len(lines):
        return Typed(text, None, "Ada dua pilihan yang sama. Hapus salah satunya.")
    if len(lines) < 2:
        return Typed(text, None, "Tulis sedikitnya dua pilihan, satu tiap baris.")
    keys = {choice["label"]: choice["key"] for choice in before if choice["label"] in lines}
    old = [choice["label"] for choice in before]
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
        if what != "replace" or b - a != d - c:
            continue
        for was, now in zip(before[a:b], lines[c:d], strict=True):
            if now not in keys and was["label"] not in lines and not _UNNAMED.fullmatch(was["key"]):
                keys[now] = was["key"]
    made: list[dict[str, str]] = []
    for line in lines:
        key = keys.get(line)
        if key is None:
            key = field_ids.choice_key(line, {*keys.values(), *(one["key"] for one in made)})
        made.append({"key": key, "label": line})
    return Typed(text, made)
