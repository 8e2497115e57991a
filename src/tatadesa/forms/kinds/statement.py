"""A statement the person must agree to."""

from collections.abc import Mapping
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.messages import say

TICKED = "ya"


class Statement(Kind):
    """No options. The label is the statement itself."""

    name = "statement"
    title = "Pernyataan"
    seconds = 8
    always_required = True
    compares = "truth"
    messages = ("statement",)

    def clean(self, field: Field, raw: object, context: FormContext) -> bool | None:
        """True when ticked."""
        if raw is None or raw is False or raw == "":
            return None
        if raw is True or raw in (TICKED, "on"):
            return True
        raise Invalid(self.missing(field))

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Agreed."""
        return {"type": "boolean", "const": True}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """In words."""
        return "Ya, menyatakan"

    def missing(self, field: Field) -> str:
        """What to do when it is not ticked."""
        return say("statement.tick")

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """Whether the box is ticked."""
        return {"ticked_value": TICKED, "ticked": raw is True or raw in (TICKED, "on")}
