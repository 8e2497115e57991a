"""A heading between fields."""

from typing import Any

from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.kinds.base import Words


class Heading(Words):
    """Option: ``step``, where a new step begins when the form is long. The label is the heading."""

    name = "heading"
    title = "Judul bagian"
    seconds = 2
    options = frozenset({"step"})

    def check(self, field: Field) -> None:
        """True or false."""
        checks.truth(field, "step")

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """Whether a step begins here."""
        return {"step": bool(field.get("step"))}
