"""A long form divided into what is filled in at a time."""

from collections.abc import Sequence

from tatadesa.forms.field_view import FieldView

LONG = 12
"""Up to so many questions a form is one page."""


def steps_of(fields: Sequence[FieldView]) -> list[list[FieldView]]:
    """The fields by step; all in one when they are few or nothing divides them.

    A step begins at each heading that says so, or at every heading when none does. What stands before the first one and
    asks nothing belongs to the first step.
    """
    steps: list[list[FieldView]] = [[]]
    starts = _starts(fields) if sum(field.takes_answer for field in fields) > LONG else []
    for field in fields:
        if field.id in starts and any(before.takes_answer for before in steps[0]):
            steps.append([])
        steps[-1].append(field)
    return steps


def _starts(fields: Sequence[FieldView]) -> list[str]:
    """The headings at which a step begins."""
    headings = [field for field in fields if field.kind == "heading"]
    return [field.id for field in headings if field.context["step"]] or [field.id for field in headings]
