"""A calendar date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.core.text import date_words, day_name
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.dates import EXAMPLE, bound, bound_words, parse_date
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.kinds.base import Kind, typed

_ANY_DAY = date(2026, 1, 1)


class Date(Kind):
    """Options: ``min`` and ``max`` (``today``, ``+7d``, ``-30d`` or ISO), ``not_before`` a date's id.

    ``weekday`` puts the day of the week before it in words.
    """

    name = "date"
    options = frozenset({"min", "max", "not_before", "weekday"})
    can_prefill = True

    def check(self, field: Field) -> None:
        """Bounds are readable and in order."""
        low, high = checks.words(field, "min", 10), checks.words(field, "max", 10)
        checks.truth(field, "weekday")
        first = bound(low, _ANY_DAY) if low else None
        last = bound(high, _ANY_DAY) if high else None
        if first and last and first > last:
            raise SchemaError("pilihan “min” tidak boleh sesudah “max”.")

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """An ISO date within the bounds."""
        text = typed(raw).strip()
        if not text:
            return None
        day, low, high = parse_date(text), field.get("min"), field.get("max")
        if low and day < bound(low, context.today):
            raise Invalid(f"Isi tanggal paling awal {bound_words(low, context.today)}.")
        if high and day > bound(high, context.today):
            raise Invalid(f"Isi tanggal paling akhir {bound_words(high, context.today)}.")
        return day.isoformat()

    def json_schema(self, field: Field) -> dict[str, Any]:
        """An ISO date; moving bounds are only in ``clean``."""
        return {"type": "string", "format": "date"}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``31 Desember 2026``, or ``Kamis, 31 Desember 2026``."""
        day = date.fromisoformat(value)
        return f"{day_name(day)}, {date_words(day)}" if field.get("weekday") else date_words(day)

    def missing(self, field: Field) -> str:
        """What to do when no date is given."""
        return f"Isi tanggal seperti {EXAMPLE}."

    def hint(self, field: Field) -> str:
        """How to write it where the phone shows no calendar."""
        return f"Misalnya {EXAMPLE}."

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """A date input shows only real dates; anything else stays visible in a text input to be mended."""
        value = self.initial(raw).strip()
        try:
            value, readable = parse_date(value).isoformat() if value else "", True
        except Invalid:
            readable = False
        found = {"value": value, "input": "date" if readable else "text", "min": "", "max": ""}
        for end in ("min", "max"):
            if today is not None and field.get(end):
                found[end] = bound(field[end], today).isoformat()
        return found
