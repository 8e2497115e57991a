"""A telephone number in Indonesia."""

from typing import Any

from lokal import parse_phone

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

_LONGEST = 30


class Phone(Kind):
    """No options. Kept as ``62...``, mobile or fixed line."""

    name = "phone"
    title = "Nomor telepon"
    in_group = True
    can_prefill = True
    compares = "text"
    messages = ("phone",)
    autocomplete = "tel"

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """Digits with the country's code."""
        text = typed(raw).strip()
        return _international(text) if text else None

    def json_schema(self, field: Field) -> dict[str, Any]:
        """``62`` and 7 to 12 digits."""
        return {"type": "string", "pattern": "^62[2-9][0-9]{6,11}$"}

    def text(self, field: Field, value: Any, files: Any) -> str:
        """``0812-3456-7890``."""
        return parse_phone(f"+{value}").national or str(value)

    def hint(self, field: Field) -> str:
        """How to write it."""
        return "Misalnya 0812-3456-7890."

    def initial(self, raw: object) -> str:
        """A kept number is shown as people dial it."""
        text = super().initial(raw)
        return f"0{text[2:]}" if text.startswith("62") and text.isdigit() else text

    def same(self, answer: str, register: str) -> bool:
        """The same number, however it is written."""
        try:
            return _international(answer) == _international(register)
        except Invalid:
            return super().same(answer, register)


def _international(text: str) -> str:
    plus = f"+{text}" if text.startswith("62") else text
    info = parse_phone(plus) if len(text) <= _LONGEST else None
    # 080x is no range of a person's phone (contracts 6.3), and the library only warns.
    if info is None or not info.valid or info.e164 is None or info.e164.startswith("+6280"):
        raise Invalid(say("phone.form"))
    return info.e164.removeprefix("+")
