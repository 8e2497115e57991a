"""Several lines of text: a purpose, an address."""

from typing import Any

from tatadesa.core.plain import many_lines
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.kinds.short_text import check_text, lengths_schema, text_rules, within

LONGEST = 5000
_USUAL = 500


class LongText(Kind):
    """Options: ``min_length``, ``max_length`` (default 500), ``pattern`` with ``pattern_words``, ``autocomplete``."""

    name = "long_text"
    title = "Teks panjang"
    in_group = True
    seconds = 45
    options = frozenset({"min_length", "max_length", "pattern", "pattern_words", "autocomplete"})
    can_prefill = True
    compares = "text"
    messages = ("text",)

    def check(self, field: Field) -> None:
        """Lengths are whole numbers in order, a pattern can be used and has its words."""
        check_text(field, _USUAL, LONGEST)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """The text with its lines kept."""
        return within(field, many_lines(typed(raw)), _USUAL)

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A string within its lengths."""
        return lengths_schema(field, _USUAL)

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The lengths and the pattern."""
        return text_rules(field, _USUAL)

    def hint(self, field: Field) -> str:
        """How much fits."""
        return f"Paling banyak {field.get('max_length', _USUAL)} huruf."

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The value and what the input allows."""
        return {"value": self.initial(raw), "max_length": field.get("max_length", _USUAL)}
