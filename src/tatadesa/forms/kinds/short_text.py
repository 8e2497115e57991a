"""One line of text: a name, a place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.core.plain import one_line
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed

LONGEST = 300
_USUAL = 120


class ShortText(Kind):
    """Options: ``min_length``, ``max_length`` (default 120), ``autocomplete``."""

    name = "short_text"
    options = frozenset({"min_length", "max_length", "autocomplete"})
    can_prefill = True

    def check(self, field: Field) -> None:
        """Lengths are whole numbers in order."""
        checks.whole(field, "min_length", 1, LONGEST)
        checks.whole(field, "max_length", 1, LONGEST)
        checks.ordered(field, "min_length", "max_length")
        checks.autocomplete(field)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """The text on one line; its length counts in NFC, trimmed."""
        return within(field, one_line(typed(raw)), _USUAL)

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A string within its lengths."""
        return lengths_schema(field, _USUAL)

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """The value and what the input allows."""
        return {"value": self.initial(raw), "max_length": field.get("max_length", _USUAL)}


def within(field: Field, text: str, usual: int) -> str | None:
    """``text`` when its length is allowed, None when it is empty; raises ``Invalid``."""
    if not text:
        return None
    longest, shortest = field.get("max_length", usual), field.get("min_length", 1)
    if len(text) > longest:
        raise Invalid(f"Terlalu panjang: {len(text)} huruf. Ringkas menjadi paling banyak {longest} huruf.")
    if len(text) < shortest:
        raise Invalid(f"Terlalu pendek. Isi paling sedikit {shortest} huruf.")
    return text


def lengths_schema(field: Field, usual: int) -> dict[str, Any]:
    """JSON Schema of a text field."""
    return {
        "type": "string",
        "minLength": field.get("min_length", 1),
        "maxLength": field.get("max_length", usual),
    }
