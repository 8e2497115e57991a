"""One of a list of choices."""

from collections.abc import Mapping
from typing import Any

from tatadesa.core.plain import comparable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

MOST = 60
_MOST_SEEN_AT_ONCE = 6


class Choice(Kind):
    """Options: ``choices``, a list of ``{"key", "label"}``. Up to six are seen at once, more fold."""

    name = "choice"
    title = "Pilihan (satu)"
    in_group = True
    seconds = 6
    options = frozenset({"choices"})
    can_prefill = True
    is_typed = False
    compares = "key"
    messages = ("choice",)

    def check(self, field: Field) -> None:
        """At least two choices with keys of their own."""
        checks.choices(field, MOST)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """The key of a choice of the list."""
        key = typed(raw)
        if not key:
            return None
        if key not in labels(field):
            raise Invalid(say("choice.list"))
        return key

    def json_schema(self, field: Field) -> dict[str, Any]:
        """One of the keys."""
        return {"type": "string", "enum": list(labels(field))}

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """The label of the choice."""
        return labels(field).get(value, str(value))

    def missing(self, field: Field) -> str:
        """What to do when nothing is chosen."""
        return "Pilih salah satu."

    def from_register(self, field: Field, key: str, register: Mapping[str, Any]) -> Any:
        """The key of the choice with the register's words; empty when there is none."""
        words = comparable(super().from_register(field, key, register))
        spelled = {key: (comparable(key), comparable(label)) for key, label in labels(field).items()} if words else {}
        return next((key for key, spellings in spelled.items() if words in spellings), "")

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The keys."""
        return {"keys": list(labels(field))}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The choices, and whether they fold."""
        return {
            "value": self.initial(raw),
            "choices": field["choices"],
            "folded": len(field["choices"]) > _MOST_SEEN_AT_ONCE,
        }


def labels(field: Field) -> dict[str, str]:
    """The labels by key, in the order of the definition."""
    return {choice["key"]: choice["label"] for choice in field["choices"]}
