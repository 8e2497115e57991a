"""A number: a count, a weight, an area."""

from collections.abc import Callable, Mapping
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say
from tatadesa.forms.numbers import grouped, parse_decimal, parse_whole

_BOUND = 10**15 - 1

_FIRST_YEAR, _LAST_YEAR = 1800, 2199


class Number(Kind):
    """Options: ``min`` (default 0), ``max``, ``unit`` (printed after the number), ``decimals`` (1 or 2)."""

    name = "number"
    title = "Angka"
    in_group = True
    seconds = 8
    options = frozenset({"min", "max", "unit", "decimals"})
    compares = "number"
    messages = ("number",)
    can_prefill = True

    def check(self, field: Field) -> None:
        """Bounds are whole numbers in order."""
        checks.whole(field, "min", -_BOUND, _BOUND)
        checks.whole(field, "max", -_BOUND, _BOUND)
        checks.ordered({"min": 0, **field}, "min", "max")
        checks.words(field, "unit", 20)
        checks.whole(field, "decimals", 1, 2)

    def clean(self, field: Field, raw: object, context: FormContext) -> int | float | None:
        """A number within the bounds, an integer when it is whole."""
        decimals, low, high = field.get("decimals"), field.get("min", 0), field.get("max")
        text = typed(_with_comma(raw) if decimals else raw).strip()
        if not text:
            return None
        number = parse_decimal(text, decimals) if decimals else parse_whole(text)
        if number < low:
            raise Invalid(say("number.low", low=grouped(low)))
        if high is not None and number > high:
            raise Invalid(say("number.high", high=grouped(high)))
        return number

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A number within the bounds."""
        return {
            "type": "number" if field.get("decimals") else "integer",
            "minimum": field.get("min", 0),
            "maximum": field.get("max", _BOUND),
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``1.500 gram``; a year without its dot."""
        words = str(value) if _is_year(field) else grouped(value)
        return f"{words} {field.get('unit', '')}".strip()

    def hint(self, field: Field) -> str:
        """The bounds, and that a comma may be used."""
        high, comma = field.get("max"), "Boleh memakai koma, misalnya 1,5." if field.get("decimals") else ""
        bounds = "" if high is None else f"Angka {grouped(field.get('min', 0))} sampai {grouped(high)}."
        return f"{bounds} {comma}".strip()

    def initial(self, raw: object) -> str:
        """A kept number is shown with its comma."""
        return super().initial(_with_comma(raw))

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The bounds and the decimals."""
        decimals = {"decimals": field["decimals"]} if "decimals" in field else {}
        return {**bounds_rules(field, grouped), **decimals}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The value, the unit, and which keys the phone offers."""
        keys = "decimal" if field.get("decimals") else "numeric"
        return {"value": self.initial(raw), "unit": field.get("unit", ""), "keys": keys}


def bounds_rules(field: Field, words: Callable[[int], str]) -> dict[str, Any]:
    """What a browser needs to hold a number within the bounds: each as it is, and as an error says it."""
    least, most = field.get("min", 0), field.get("max")
    high = {} if most is None else {"most": most, "high": words(most)}
    return {"least": least, "low": words(least), **high}


def _is_year(field: Field) -> bool:
    """Whether the bounds leave nothing but a year: ``1998``, never ``1.998``."""
    return field.get("min", 0) >= _FIRST_YEAR and field.get("max", _BOUND) <= _LAST_YEAR and "unit" not in field


def _with_comma(raw: object) -> object:
    return str(raw).replace(".", ",") if isinstance(raw, float) else raw
