"""Checks of the conditions in a form definition, in the words of whoever wrote them."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from tatadesa.forms.context import Field
from tatadesa.forms.dates import bound
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.operands import ANSWER, ANYTHING, DATE, KEY, KEYS, NUMBER, TEXT, TIME, TRUTH, type_of

DEEPEST = 4
MOST_PARTS = 20
_MOST_LISTED = 60
_LONGEST = 200
_OLDEST = 150
_LARGEST = 10**15
_EQUALS = ("is", "is_not", "in", "not_in")
_ORDER = ("at_least", "at_most", "more_than", "less_than")
_ALONE = ("filled", "empty")
_AGES = ("age_at_least", "age_below")
OPS: dict[str, tuple[str, ...]] = {
    TEXT: _EQUALS,
    KEY: _EQUALS,
    KEYS: ("has",),
    TRUTH: ("is", "is_not"),
    NUMBER: _EQUALS + _ORDER,
    DATE: _EQUALS + _ORDER + _AGES,
    TIME: _EQUALS + _ORDER,
    ANYTHING: (),
}
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def check_condition(condition: Any, earlier: Mapping[str, Field], register: Collection[str]) -> None:
    """Raise ``SchemaError`` unless ``condition`` can be asked of the ``earlier`` fields and these ``register`` keys."""
    if _Checker(earlier, register).parts_of(condition, 1) > MOST_PARTS:
        raise SchemaError(f"syarat terlalu panjang: paling banyak {MOST_PARTS} bagian.")


class _Checker:
    def __init__(self, earlier: Mapping[str, Field], register: Collection[str]) -> None:
        self.earlier = earlier
        self.register = register

    def parts_of(self, condition: Any, depth: int) -> int:
        """How many comparisons the condition has; raises ``SchemaError`` for what cannot be asked."""
        if not isinstance(condition, Mapping):
            raise SchemaError("syarat harus objek, misalnya {“of”: “jawaban.keperluan”, “op”: “is”, “to”: “sekolah”}.")
        if depth > DEEPEST:
            raise SchemaError(f"syarat bertingkat terlalu dalam: paling banyak {DEEPEST} tingkat.")
        if condition.keys() == {"not"}:
            return self.parts_of(condition["not"], depth + 1)
        for word in ("all", "any"):
            if condition.keys() == {word}:
                parts = condition[word]
                if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
                    raise SchemaError(f"“{word}” berisi daftar 1 sampai {MOST_PARTS} syarat.")
                return sum(self.parts_of(part, depth + 1) for part in parts)
        self._leaf(condition)
        return 1

    def _leaf(self, condition: Mapping[str, Any]) -> None:
        op = condition.get("op")
        if not isinstance(op, str) or condition.keys() != {"of", "op"} | (set() if op in _ALONE else {"to"}):
            raise SchemaError("syarat berisi “of”, “op” dan “to”; “filled” dan “empty” tanpa “to”.")
        name = self._known(condition["of"])
        sort = type_of(name, self.earlier)
        if op in _ALONE:
            return
        if op not in OPS[sort]:
            allowed = ", ".join((*OPS[sort], *_ALONE))
            raise SchemaError(f"syarat “{op}” tidak bisa untuk “{name}”; yang bisa: {allowed}.")
        to = condition["to"]
        if op in _AGES:
            self._require(type(to) is int and 0 <= to <= _OLDEST, name, f"umur dalam tahun, 0 sampai {_OLDEST}")
        elif op in ("in", "not_in"):
            self._require(isinstance(to, list) and 1 <= len(to) <= _MOST_LISTED, name, "daftar yang tidak kosong")
            for one in to:
                self._literal(name, sort, one)
        elif isinstance(to, Mapping):
            self._other(name, sort, to)
        else:
            self._literal(name, sort, to)

    def _known(self, name: Any) -> str:
        if isinstance(name, str) and name.startswith(ANSWER) and name.removeprefix(ANSWER) in self.earlier:
            return name
        if isinstance(name, str) and name in self.register:
            return name
        raise SchemaError(
            f"syarat menunjuk “{name}”: harus isian sebelumnya (“jawaban.…”) atau data penduduk yang dikenal."
        )

    def _other(self, name: str, sort: str, to: Mapping[str, Any]) -> None:
        if to.keys() != {"of"}:
            raise SchemaError("pembanding berupa nilai, daftar, atau {“of”: …}.")
        other = type_of(self._known(to["of"]), self.earlier)
        self._require(other == sort and sort != KEYS, name, "isian atau data yang sejenis")

    def _literal(self, name: str, sort: str, value: Any) -> None:
        match sort:
            case "text":
                self._require(isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST, name, "teks")
            case "key" | "keys":
                keys = [choice["key"] for choice in self.earlier[name.removeprefix(ANSWER)]["choices"]]
                self._require(isinstance(value, str) and value in keys, name, "“key” salah satu pilihannya")
            case "truth":
                self._require(isinstance(value, bool), name, "true atau false")
            case "number":
                self._require(type(value) in (int, float) and abs(value) < _LARGEST, name, "angka")
            case "date":
                self._require(isinstance(value, str) and len(value) <= 10, name, "tanggal")
                bound(value, date(2026, 1, 1))
            case _:
                self._require(isinstance(value, str) and _TIME.fullmatch(value) is not None, name, "jam seperti 08:30")

    def _require(self, is_right: object, name: str, wanted: str) -> None:
        if not is_right:
            raise SchemaError(f"syarat untuk “{name}”: pembandingnya harus {wanted}.")
