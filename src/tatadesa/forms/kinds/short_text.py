"""One line of text: a name, a place."""

from typing import Any

from tatadesa.core.plain import one_line
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say
from tatadesa.forms.patterns import check_pattern, matches

LONGEST = 300
_USUAL = 120


class ShortText(Kind):
    """Options: ``min_length``, ``max_length`` (default 120), ``pattern`` with ``pattern_words``, ``autocomplete``."""

    name = "short_text"
    title = "Teks pendek"
    in_group = True
    options = frozenset({"min_length", "max_length", "pattern", "pattern_words", "autocomplete"})
    can_prefill = True
    compares = "text"
    messages = ("text",)

    def check(self, field: Field) -> None:
        """Lengths are whole numbers in order, a pattern can be used and has its words."""
        check_text(field, _USUAL, LONGEST)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """The text on one line; its length counts in NFC, trimmed."""
        return within(field, one_line(typed(raw)), _USUAL)

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A string within its lengths."""
        return lengths_schema(field, _USUAL)

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The lengths and the pattern."""
        return text_rules(field, _USUAL)

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The value and what the input allows."""
        return {"value": self.initial(raw), "max_length": field.get("max_length", _USUAL)}


def check_text(field: Field, usual: int, longest: int) -> None:
    """Raise ``SchemaError`` when the options of a text field do not fit together."""
    checks.whole(field, "min_length", 1, longest)
    checks.whole(field, "max_length", 1, longest)
    checks.ordered({"max_length": usual, **field}, "min_length", "max_length")
    checks.autocomplete(field)
    said = checks.words(field, "pattern_words", 200)
    if ("pattern" in field) != bool(said.strip()):
        raise SchemaError("“pattern” dan “pattern_words” (apa yang harus ditulis) harus diisi bersama.")
    if "pattern" in field:
        check_pattern(field["pattern"], field.get("max_length", usual))


def text_rules(field: Field, usual: int) -> dict[str, Any]:
    """What a browser needs to do as ``within`` does."""
    rules = {"least": field.get("min_length", 1), "most": field.get("max_length", usual)}
    return {**rules, **{name: field[name] for name in ("pattern", "pattern_words") if name in field}}


def within(field: Field, text: str, usual: int) -> str | None:
    """``text`` when its length and pattern are allowed, None when it is empty; raises ``Invalid``."""
    if not text:
        return None
    longest, shortest = field.get("max_length", usual), field.get("min_length", 1)
    if len(text) > longest:
        raise Invalid(say("text.high", length=len(text), most=longest))
    if len(text) < shortest:
        raise Invalid(say("text.low", least=shortest))
    if "pattern" in field and not matches(field["pattern"], text):
        raise Invalid(field["pattern_words"])
    return text


def lengths_schema(field: Field, usual: int) -> dict[str, Any]:
    """JSON Schema of a text field."""
    return {
        "type": "string",
        "minLength": field.get("min_length", 1),
        "maxLength": field.get("max_length", usual),
        **({"pattern": f"^(?:{field['pattern']})$"} if "pattern" in field else {}),
    }
