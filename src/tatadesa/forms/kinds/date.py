"""A calendar date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.core.text import date_words, day_name
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.dates import EXAMPLE, age_in, bound, bound_words, parse_date
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

_OLDEST = 150
_ANY_DAY = date(2026, 1, 1)


class Date(Kind):
    """Options: ``min`` and ``max`` (``today``, ``+7d``, ``-30d`` or ISO), ``not_before`` a date's id.

    ``age_min`` and ``age_max`` make it a birth date, in whole years on the office's date.
    ``weekday`` puts the day of the week before it in words.
    """

    name = "date"
    title = "Tanggal"
    in_group = True
    seconds = 12
    options = frozenset({"min", "max", "age_min", "age_max", "not_before", "weekday"})
    compares = "date"
    messages = ("date", "age", "order")
    can_prefill = True

    def check(self, field: Field) -> None:
        """Bounds are readable and in order."""
        low, high = checks.words(field, "min", 10), checks.words(field, "max", 10)
        checks.truth(field, "weekday")
        checks.whole(field, "age_min", 0, _OLDEST)
        checks.whole(field, "age_max", 0, _OLDEST)
        checks.ordered(field, "age_min", "age_max")
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
            raise Invalid(say("date.low", low=bound_words(low, context.today)))
        if high and day > bound(high, context.today):
            raise Invalid(say("date.high", high=bound_words(high, context.today)))
        self._require_age(field, day, context.today)
        return day.isoformat()

    def _require_age(self, field: Field, born: date, today: date) -> None:
        least, most = field.get("age_min"), field.get("age_max")
        if least is None and most is None:
            return
        age = age_in(today.isoformat(), born.isoformat())
        if age < 0:
            raise Invalid(say("age.future"))
        if least is not None and age < least:
            raise Invalid(say("age.low", age=age, least=least))
        if most is not None and age > most:
            raise Invalid(say("age.high", age=age, most=most))

    def json_schema(self, field: Field) -> dict[str, Any]:
        """An ISO date; moving bounds are only in ``clean``."""
        return {"type": "string", "format": "date"}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``31 Desember 2026``, or ``Kamis, 31 Desember 2026``."""
        day = date.fromisoformat(value)
        return f"{day_name(day)}, {date_words(day)}" if field.get("weekday") else date_words(day)

    def missing(self, field: Field) -> str:
        """What to do when no date is given."""
        return say("date.form")

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The bounds of today, each also as an error says it, the ages, and what is asked between fields."""
        found = {name: field[name] for name in ("not_before", "weekday") if name in field}
        for end, limit, said in (("min", "least", "low"), ("max", "most", "high")):
            if field.get(end):
                found[limit] = bound(field[end], context.today).isoformat()
                found[said] = bound_words(field[end], context.today)
        ages = {limit: field[age] for limit, age in (("least", "age_min"), ("most", "age_max")) if age in field}
        return {**found, "age": ages} if ages else found

    def hint(self, field: Field) -> str:
        """How to write it where the phone shows no calendar."""
        return f"Misalnya {EXAMPLE}."

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """A date input shows only real dates; anything else stays visible in a text input to be mended."""
        value = self.initial(raw).strip()
        try:
            value, readable = parse_date(value).isoformat() if value else "", True
        except Invalid:
            readable = False
        found = {"value": value, "input": "date" if readable else "text", "min": "", "max": ""}
        for end in ("min", "max"):
            if field.get(end):
                found[end] = bound(field[end], context.today).isoformat()
        return found
