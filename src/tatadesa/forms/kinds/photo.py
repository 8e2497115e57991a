"""Photos taken for the form, with a frame to aim by."""

from typing import Any

from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.kinds.file import BRING_SUFFIX, MOST, File

FRAMES = {
    "ktp": "Letakkan kartu tepat di dalam bingkai.",
    "kk": "Letakkan seluruh lembar KK di dalam bingkai.",
    "a4": "Letakkan seluruh kertas di dalam bingkai.",
    "orang": "Wajah dan bahu di dalam bingkai, latar terang.",
    "bebas": "Arahkan kamera, pastikan terang dan tidak buram.",
}
"""The frames there are, and what to do with each."""


class Photo(File):
    """Options: ``frame`` (ktp, kk, a4, orang or bebas, the default), ``max_files`` (default 1, up to 5)."""

    name = "photo"
    title = "Foto dari kamera"
    seconds = 45
    options = frozenset({"frame", "max_files"})

    def check(self, field: Field) -> None:
        """A known frame and a sensible count."""
        if not isinstance(field.get("frame", ""), str) or field.get("frame", "bebas") not in FRAMES:
            raise SchemaError(f"pilihan “frame” harus salah satu dari: {', '.join(FRAMES)}.")
        checks.whole(field, "max_files", 1, MOST)

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """As of a file, but it is taken here: no paper can be brought instead."""
        return f"__{rest}" != BRING_SUFFIX and super().owns(field, rest, at_counter=at_counter)

    def clean(self, field: Field, raw: object, context: FormContext) -> list[str] | None:
        """Ids of photos the person really has."""
        return super().clean(_as_file(field), raw, context)

    def missing(self, field: Field) -> str:
        """What to do when there is none."""
        return "Ambil foto, atau pilih foto yang sudah ada."

    def hint(self, field: Field) -> str:
        """What may be attached."""
        return super().hint(_as_file(field))

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """As of a file, and the frame with its words."""
        frame = field.get("frame", "bebas")
        return {**super().view(_as_file(field), raw, context), "frame": frame, "frame_words": FRAMES[frame]}


def _as_file(field: Field) -> Field:
    return {**field, "photo_only": True}
