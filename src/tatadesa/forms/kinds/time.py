"""An hour of the day on the office's clock."""

import re
from collections.abc import Mapping
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?:[:.][0-5][0-9])?")


class Time(Kind):
    """Options: ``not_before`` another time's id, ``same_day`` the two dates that must agree for that rule."""

    name = "time"
    title = "Jam"
    in_group = True
    seconds = 8
    options = frozenset({"not_before", "same_day"})
    compares = "time"
    messages = ("time", "order")

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """``HH:MM``; ``8.30`` is understood."""
        text = typed(raw).strip()
        if not text:
            return None
        match = _TIME.fullmatch(text)
        if not match:
            raise Invalid(say("time.form"))
        return f"{int(match[1]):02}:{match[2]}"

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Hours and minutes."""
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``08.30``, as Indonesian writes it."""
        return str(value).replace(":", ".")

    def missing(self, field: Field) -> str:
        """What to do when no time is given."""
        return say("time.form")

    def hint(self, field: Field) -> str:
        """How to write it where the phone shows no clock."""
        return "Misalnya 08.30."

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """A time input shows only real times; anything else stays visible in a text input to be mended."""
        value = self.initial(raw).strip()
        match = _TIME.fullmatch(value)
        if match:
            value = f"{int(match[1]):02}:{match[2]}"
        return {"value": value, "input": "time" if match or not value else "text"}
