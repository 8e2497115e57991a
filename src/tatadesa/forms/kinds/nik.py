"""A NIK: sixteen digits with a place, a birth date and a serial (contracts 6.1)."""

from typing import Any

from lokal import parse_nik

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed

_LONGEST = 40
_WORDS = {
    "province": "Dua angka pertama NIK tidak dikenal. Periksa lagi dengan KTP atau KK.",
    "wilayah": "Enam angka pertama NIK tidak benar. Periksa lagi dengan KTP atau KK.",
    "birth_date": "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Periksa lagi dengan KTP atau KK.",
    "serial": "Empat angka terakhir NIK tidak boleh 0000. Periksa lagi dengan KTP atau KK.",
}


class Nik(Kind):
    """No options. Kept as 16 digits; only the structure is judged, a retired region code is no error."""

    name = "nik"
    can_prefill = True

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """Sixteen digits."""
        text = typed(raw).strip()
        if not text:
            return None
        info = parse_nik(text if len(text) <= _LONGEST else "", reference_date=context.today)
        if info.nik is None:
            digits = sum(character in "0123456789" for character in text)
            told = "hanya angka, tanpa huruf" if digits == 16 else f"yang terisi {digits} angka"
            raise Invalid(f"NIK berisi 16 angka, {told}. Salin dari KTP atau KK.")
        if info.errors:
            raise Invalid(_WORDS[info.errors[0].code])
        return info.nik

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Sixteen digits."""
        return {"type": "string", "pattern": "^[0-9]{16}$"}

    def hint(self, field: Field) -> str:
        """Where it stands."""
        return "16 angka, ada di KTP atau KK."
