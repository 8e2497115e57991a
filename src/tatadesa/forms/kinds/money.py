"""An amount in whole rupiah."""

import re
from collections.abc import Mapping
from typing import Any

from tatadesa.core.text import rupiah
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.kinds.number import bounds_rules
from tatadesa.forms.messages import say
from tatadesa.forms.numbers import grouped, parse_whole

_BOUND = 10**15 - 1
_AROUND = re.compile(r"^rp\.?\s*|,(?:-|00)?$", re.IGNORECASE)


class Money(Kind):
    """Options: ``min`` (default 0), ``max``, in rupiah."""

    name = "money"
    title = "Uang (rupiah)"
    in_group = True
    seconds = 12
    options = frozenset({"min", "max"})
    compares = "number"
    messages = ("number", "money")

    def check(self, field: Field) -> None:
        """Bounds are whole rupiah, in order, never below zero."""
        checks.whole(field, "min", 0, _BOUND)
        checks.whole(field, "max", 0, _BOUND)
        checks.ordered({"min": 0, **field}, "min", "max")

    def clean(self, field: Field, raw: object, context: FormContext) -> int | None:
        """Integer rupiah; ``Rp 1.500.000,-`` is understood."""
        text = _AROUND.sub("", typed(raw).strip()).strip()
        if not text:
            return None
        amount, low, high = parse_whole(text), field.get("min", 0), field.get("max")
        if amount < low:
            raise Invalid(say("money.low", low=rupiah(low)))
        if high is not None and amount > high:
            raise Invalid(say("money.high", high=rupiah(high)))
        return amount

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Integer rupiah within the bounds."""
        return {"type": "integer", "minimum": field.get("min", 0), "maximum": field.get("max", _BOUND)}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``Rp1.500.000``."""
        return rupiah(value)

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The bounds."""
        return bounds_rules(field, rupiah)

    def hint(self, field: Field) -> str:
        """How to write it."""
        return "Dalam rupiah, misalnya 1.500.000."

    def initial(self, raw: object) -> str:
        """A kept amount is shown with dots between thousands."""
        return grouped(raw) if isinstance(raw, int) else super().initial(raw)

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The amount as the input shows it."""
        return {"value": self.initial(raw)}
