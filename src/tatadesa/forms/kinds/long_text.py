"""Several lines of text: a purpose, an address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.core.plain import many_lines
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.kinds.short_text import lengths_schema, within

LONGEST = 5000
_USUAL = 500


class LongText(Kind):
    """Options: ``min_length``, ``max_length`` (default 500), ``autocomplete``."""

    name = "long_text"
    options = frozenset({"min_length", "max_length", "autocomplete"})
    can_prefill = True

    def check(self, field: Field) -> None:
        """Lengths are whole numbers in order."""
        checks.whole(field, "min_length", 1, LONGEST)
        checks.whole(field, "max_length", 1, LONGEST)
        checks.ordered(field, "min_length", "max_length")
        checks.autocomplete(field)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """The text with its lines kept."""
        return within(field, many_lines(typed(raw)), _USUAL)

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A string within its lengths."""
        return lengths_schema(field, _USUAL)

    def hint(self, field: Field) -> str:
        """How much fits."""
        return f"Paling banyak {field.get('max_length', _USUAL)} huruf."

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """The value and what the input allows."""
        return {"value": self.initial(raw), "max_length": field.get("max_length", _USUAL)}
