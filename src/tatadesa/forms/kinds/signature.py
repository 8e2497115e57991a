"""A signature drawn by finger; without JavaScript a photo of one on paper."""

from typing import Any

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.kinds.file import BRING_SUFFIX, File

_FILE = {"photo_only": True, "max_files": 1}


class Signature(File):
    """No options. Kept as the id of one picture."""

    name = "signature"
    title = "Tanda tangan"
    seconds = 20
    options = frozenset()
    is_paper = False

    def check(self, field: Field) -> None:
        """Nothing to choose."""

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """As of a file, but it is given here: no paper can be brought instead."""
        return f"__{rest}" != BRING_SUFFIX and super().owns(field, rest, at_counter=at_counter)

    def clean(self, field: Field, raw: object, context: FormContext) -> list[str] | None:
        """The id of a picture the person really has."""
        return super().clean({**field, **_FILE}, raw, context)

    def missing(self, field: Field) -> str:
        """What to do when there is none."""
        return "Tulis tanda tangan, lalu tekan “Pakai tanda tangan ini”. Bisa juga foto tanda tangan di kertas."

    def hint(self, field: Field) -> str:
        """The way that works everywhere."""
        return "Bila tidak bisa menulis di layar: tanda tangan di kertas putih, lalu lampirkan fotonya."

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """As of a photo."""
        return super().view({**field, **_FILE}, raw, context)
