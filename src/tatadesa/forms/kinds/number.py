"""A whole number: a count, a weight."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.numbers import grouped, parse_whole

_BOUND = 10**15 - 1


class Number(Kind):
    """Options: ``min`` (default 0), ``max``, ``unit`` (printed after the number)."""

    name = "number"
    options = frozenset({"min", "max", "unit"})
    can_prefill = True

    def check(self, field: Field) -> None:
        """Bounds are whole numbers in order."""
        checks.whole(field, "min", -_BOUND, _BOUND)
        checks.whole(field, "max", -_BOUND, _BOUND)
        checks.ordered({"min": 0, **field}, "min", "max")
        checks.words(field, "unit", 20)

    def clean(self, field: Field, raw: object, context: FormContext) -> int | None:
        """An integer within the bounds."""
        text = typed(raw).strip()
        if not text:
            return None
        number, low, high = parse_whole(text), field.get("min", 0), field.get("max")
        if number < low:
            raise Invalid(f"Isi angka paling sedikit {grouped(low)}.")
        if high is not None and number > high:
            raise Invalid(f"Isi angka paling banyak {grouped(high)}.")
        return number

    def json_schema(self, field: Field) -> dict[str, Any]:
        """An integer within the bounds."""
        return {
            "type": "integer",
            "minimum": field.get("min", 0),
            "maximum": field.get("max", _BOUND),
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``1.500 gram``."""
        return f"{grouped(value)} {field.get('unit', '')}".strip()

    def hint(self, field: Field) -> str:
        """The bounds."""
        high = field.get("max")
        return "" if high is None else f"Angka {grouped(field.get('min', 0))} sampai {grouped(high)}."

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """The value and the unit."""
        return {"value": self.initial(raw), "unit": field.get("unit", "")}
