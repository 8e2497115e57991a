"""The number of a family card: sixteen digits with a region, the day of issue and a serial (contracts 6.2)."""

from typing import Any

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say
from tatadesa.residents.nik import clean_no_kk, no_kk_faults

_LONGEST = 40


class NoKk(Kind):
    """No options. Kept as 16 digits; only the structure is judged."""

    name = "no_kk"
    title = "No. KK"
    in_group = True
    seconds = 25
    can_prefill = True
    compares = "text"
    messages = ("no_kk",)

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """Sixteen digits."""
        text = typed(raw).strip()
        if not text:
            return None
        number = clean_no_kk(text) if len(text) <= _LONGEST else ""
        faults = no_kk_faults(number)
        if faults[:1] == ("digits",):
            count = sum(character in "0123456789" for character in text)
            raise Invalid(say("no_kk.letters") if count == 16 else say("no_kk.digits", count=count))
        if faults:
            raise Invalid(say(f"no_kk.{faults[0]}"))
        return number

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Sixteen digits."""
        return {"type": "string", "pattern": "^[0-9]{16}$"}

    def hint(self, field: Field) -> str:
        """Where it stands."""
        return "16 angka, ada di bagian atas Kartu Keluarga."
