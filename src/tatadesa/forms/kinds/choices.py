"""Several of a list of choices."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import storable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.kinds.choice import labels
from tatadesa.forms.messages import say

MOST = 40


class Choices(Kind):
    """Options: ``choices``, a list of ``{"key", "label"}``; ``min_choices``, ``max_choices``.

    Kept as a list of keys in the order of the definition.
    """

    name = "choices"
    title = "Pilihan (boleh beberapa)"
    in_group = True
    seconds = 10
    options = frozenset({"choices", "min_choices", "max_choices"})
    compares = "keys"
    messages = ("choices",)

    def check(self, field: Field) -> None:
        """At least two choices with keys of their own, and counts that can be met."""
        checks.choices(field, MOST)
        count = len(field["choices"])
        checks.whole(field, "min_choices", 1, count)
        checks.whole(field, "max_choices", 1, count)
        checks.ordered(field, "min_choices", "max_choices")

    def read(self, field: Field, post: QueryDict) -> list[str]:
        """The keys that are ticked."""
        return list(dict.fromkeys(storable(str(key)) for key in post.getlist(field["id"]) if key))[: 2 * MOST]

    def clean(self, field: Field, raw: object, context: FormContext) -> list[str] | None:
        """Keys of the list, in its order."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list):
            raise Invalid(say("choices.list"))
        known = labels(field)
        if not all(isinstance(key, str) and key in known for key in raw):
            raise Invalid(say("choices.list"))
        chosen = [key for key in known if key in raw]
        if not chosen:
            return None
        if len(chosen) < field.get("min_choices", 1):
            raise Invalid(say("choices.low", least=field["min_choices"]))
        if len(chosen) > field.get("max_choices", MOST):
            raise Invalid(say("choices.high", most=field["max_choices"]))
        return chosen

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Some of the keys, each once."""
        return {
            "type": "array",
            "items": {"type": "string", "enum": list(labels(field))},
            "minItems": field.get("min_choices", 1),
            "maxItems": field.get("max_choices", len(field["choices"])),
            "uniqueItems": True,
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """The labels, with commas; of a text (a draft's) the text."""
        known = labels(field)
        return ", ".join(known.get(key, str(key)) for key in value) if isinstance(value, list) else str(value)

    def lines(self, field: Field, value: Any) -> list[str]:
        """A line for each."""
        known = labels(field)
        return [known.get(key, str(key)) for key in value] if isinstance(value, list) and len(value) > 1 else []

    def missing(self, field: Field) -> str:
        """What to do when nothing is ticked."""
        least = field.get("min_choices", 1)
        return say("choices.low", least=least) if least > 1 else "Centang paling sedikit satu."

    def hint(self, field: Field) -> str:
        """How many may be ticked."""
        least, most = field.get("min_choices", 1), field.get("max_choices")
        if most == least:
            return f"Centang {least}."
        said = [f"paling sedikit {least}"] if least > 1 else []
        said += [f"paling banyak {most}"] if most else []
        return f"Centang {', '.join(said)}." if said else "Boleh lebih dari satu."

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The keys and how many."""
        return {
            "keys": list(labels(field)),
            "least": field.get("min_choices", 1),
            "most": field.get("max_choices", len(field["choices"])),
        }

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The choices and which of them are ticked."""
        return {"choices": field["choices"], "ticked": raw if isinstance(raw, list) else []}
