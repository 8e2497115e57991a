"""Patterns for text fields: the part of regular expressions that means the same in Python and in a browser.

Literals, ``.``, ``\\d``, ``\\w``, classes such as ``[A-Z .-]``, groups, ``|`` and the quantifiers ``? * + {n} {n,m}``.
A pattern always meets the whole answer. What could take long is refused: the number of ways in which an answer could
be read is counted beforehand.
"""

import re
import string
from dataclasses import dataclass
from functools import lru_cache

from tatadesa.forms.errors import SchemaError

LONGEST = 200
MOST_WAYS = 2_000_000
_SYNTAX = "^$\\.*+?()[]{}|/"
_CLASS_ESCAPES = "\\]^-["
_MOST_TIMES = 300
_DEEPEST = 5


def check_pattern(pattern: object, longest_answer: int) -> None:
    """Raise ``SchemaError`` unless ``pattern`` can be used for answers of up to ``longest_answer`` letters."""
    if not isinstance(pattern, str) or not 0 < len(pattern) <= LONGEST:
        raise SchemaError(f"pilihan “pattern” harus teks, paling panjang {LONGEST} huruf.")
    if any(character not in string.printable or character in "\t\n\r\x0b\x0c" for character in pattern):
        raise SchemaError("pilihan “pattern” hanya boleh memakai huruf dan tanda pada papan ketik biasa.")
    if _Reader(pattern, longest_answer).read() > MOST_WAYS:
        raise SchemaError("pilihan “pattern” terlalu rumit: kurangi tanda * dan +, atau beri batas seperti {1,4}.")


def matches(pattern: str, text: str) -> bool:
    """Whether the whole ``text`` follows a checked ``pattern``."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


@dataclass
class _Reader:
    """Reads a pattern and counts in how many ways a text of ``longest`` letters could be tried against it."""

    pattern: str
    longest: int
    at: int = 0
    depth: int = 0

    def read(self) -> int:
        ways = self._alternatives()
        if self.at < len(self.pattern):
            raise self._wrong()
        return ways

    def _alternatives(self) -> int:
        ways = self._sequence()
        while self._next() == "|":
            self.at += 1
            ways += self._sequence()
        return ways

    def _sequence(self) -> int:
        start, ways = self.at, 1
        while self._next() not in ("", "|", ")"):
            ways = min(ways * self._times(self._item()), MOST_WAYS + 1)
        if self.at == start:
            raise self._wrong()
        return ways

    def _item(self) -> int:
        character = self._take()
        if character == "(":
            return self._group()
        if character == "[":
            self._class()
        elif character == "\\":
            escaped = self._take()
            if not escaped or escaped not in _SYNTAX + "dw":
                raise self._wrong()
        elif character != "." and character in _SYNTAX and character != "/":
            raise self._wrong()
        return 1

    def _group(self) -> int:
        self.depth += 1
        if self.pattern.startswith("?:", self.at):
            self.at += 2
        if self.depth > _DEEPEST:
            raise self._wrong()
        ways = self._alternatives()
        if self._take() != ")":
            raise self._wrong()
        self.depth -= 1
        return ways

    def _class(self) -> None:
        if self._next() == "^":
            self.at += 1
        start = self.at
        while self._next() != "]":
            low = self._member()
            if self._next() != "-" or self.pattern[self.at + 1 : self.at + 2] == "]":
                continue
            self.at += 1
            high = "" if self._next() == "-" else self._member()
            if not low or not high or low > high:
                raise self._wrong()
        if self.at == start:
            raise self._wrong()
        self.at += 1

    def _member(self) -> str:
        """One character of a class; empty for ``\\d`` and ``\\w``, which cannot begin or end a range."""
        character = self._take()
        if character == "\\":
            escaped = self._take()
            if not escaped or escaped not in _CLASS_ESCAPES + "dw":
                raise self._wrong()
            return "" if escaped in "dw" else escaped
        # Python warns of sets within sets, which it may come to know.
        if not character or character == "[" or (character in "&~|-" and self._next() == character):
            raise self._wrong()
        return character

    def _times(self, ways: int) -> int:
        """The ways of an item that comes as often as the quantifier after it allows."""
        least, most = self._quantifier()
        if (least, most) == (1, 1):
            return ways
        if self._next() in ("?", "*", "+", "{") and self._next():
            raise self._wrong()
        total = 0
        for count in range(least, most + 1):
            total += ways**count
            if total > MOST_WAYS:
                break
        return total

    def _quantifier(self) -> tuple[int, int]:
        match self._next():
            case "?":
                found = (0, 1)
            case "*":
                found = (0, self.longest)
            case "+":
                found = (1, self.longest)
            case "{":
                return self._counted()
            case _:
                return (1, 1)
        self.at += 1
        return found

    def _counted(self) -> tuple[int, int]:
        match = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{0,3}))?\}").match(self.pattern, self.at)
        if match is None:
            raise self._wrong()
        self.at = match.end()
        least = int(match[1])
        most = least if match[2] is None else int(match[3]) if match[3] else max(least, self.longest)
        if not least <= most <= max(_MOST_TIMES, self.longest) or most == 0:
            raise self._wrong()
        if (least, most) == (1, 1) and self._next() in ("?", "*", "+", "{") and self._next():
            raise self._wrong()
        return least, most

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        character = self._next()
        self.at += 1
        return character

    def _wrong(self) -> SchemaError:
        return SchemaError(
            f"pilihan “pattern” tidak bisa dibaca di sekitar huruf ke-{min(self.at + 1, len(self.pattern))}."
        )
