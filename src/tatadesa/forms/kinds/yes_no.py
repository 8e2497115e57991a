"""A question that is answered with yes or no."""

from collections.abc import Mapping
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.messages import say

_WORDS = {"ya": True, "tidak": False}


class YesNo(Kind):
    """No options. Kept as true or false; not answered is neither."""

    name = "yes_no"
    title = "Ya atau Tidak"
    in_group = True
    seconds = 5
    compares = "truth"
    messages = ("yes_no",)

    def clean(self, field: Field, raw: object, context: FormContext) -> bool | None:
        """True for ``ya``, False for ``tidak``."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in _WORDS:
            return _WORDS[raw]
        raise Invalid(say("yes_no.choose"))

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Either."""
        return {"type": "boolean"}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``Ya`` or ``Tidak``."""
        return "Ya" if value is True else "Tidak" if value is False else str(value)

    def missing(self, field: Field) -> str:
        """What to do when neither is chosen."""
        return say("yes_no.choose")

    def initial(self, raw: object) -> str:
        """The word that is chosen."""
        return next((word for word, value in _WORDS.items() if raw is value or raw == word), "")
