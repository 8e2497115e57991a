"""A NIK: sixteen digits with a place, a birth date and a serial (contracts 6.1)."""

from typing import Any

from lokal import parse_nik
from lokal.provinces import PROVINCES

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

_LONGEST = 40
_PROVINCES = " ".join(sorted(PROVINCES))


class Nik(Kind):
    """No options. Kept as 16 digits; only the structure is judged, a retired region code is no error."""

    name = "nik"
    title = "NIK"
    in_group = True
    seconds = 25
    can_prefill = True
    compares = "text"
    messages = ("nik",)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """Sixteen digits."""
        text = typed(raw).strip()
        if not text:
            return None
        info = parse_nik(text if len(text) <= _LONGEST else "", reference_date=context.today)
        if info.nik is None:
            digits = sum(character in "0123456789" for character in text)
            raise Invalid(say("nik.letters") if digits == 16 else say("nik.digits", count=digits))
        if info.errors:
            raise Invalid(say(f"nik.{info.errors[0].code}"))
        return info.nik

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Sixteen digits."""
        return {"type": "string", "pattern": "^[0-9]{16}$"}

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The provinces there are."""
        return {"provinces": _PROVINCES}

    def hint(self, field: Field) -> str:
        """Where it stands."""
        return "16 angka, ada di KTP atau KK."
