"""A point on the map: where the phone says it is, or two numbers copied from a map."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import storable
from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

# Indonesia from Rote to Sabang and from Sabang to Merauke, with some sea around.
BOUNDS = {"lat": (-11.5, 6.5), "lng": (94.5, 141.5)}
"""Degrees, WGS 84."""

_INPUTS = {"lintang": "lat", "bujur": "lng", "akurasi": "accuracy"}
_EXAMPLES = {"lat": "-7,512345", "lng": "109,234567"}
# Six decimals are a hand's breadth; more would only pretend.
_DEGREES = re.compile(r"([+-]?[0-9]{1,3})(?:[.,]([0-9]{1,6})[0-9]{0,14})?")
_PAIR = re.compile(r"([+-]?[0-9]{1,3}[.,][0-9]{1,20})[,; ] *([+-]?[0-9]{1,3}[.,][0-9]{1,20})")
_METRES = re.compile(r"[0-9]{1,6}")


class MapPoint(Kind):
    """No options. Kept as ``{"lat", "lng", "accuracy"}``: degrees, and metres where the phone told them, else null."""

    name = "map_point"
    title = "Titik di peta"
    seconds = 30
    messages = ("map_point",)

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """Two numbers and the accuracy."""
        return rest in _INPUTS

    def read(self, field: Field, post: QueryDict) -> dict[str, str]:
        """The numbers as typed; empty when none is there."""
        given = {key: storable(str(post.get(f"{field['id']}__{name}", ""))) for name, key in _INPUTS.items()}
        return given if given["lat"].strip() or given["lng"].strip() else {}

    def clean(self, field: Field, raw: object, context: FormContext) -> dict[str, Any] | None:
        """A point in Indonesia. Both numbers in the first input, as maps give them, are understood."""
        lat, lng, accuracy = _given(raw)
        if not lat and not lng:
            return None
        point, problems = {}, {}
        for key, text in (("lat", lat), ("lng", lng)):
            degrees = _degrees(text)
            if degrees is None:
                words = say(f"map_point.{key}", example=_EXAMPLES[key]) if text else say("map_point.both")
                problems[_input_of(key)] = words
            else:
                point[key] = degrees
        if not problems:
            outside = [key for key, (low, high) in BOUNDS.items() if not low <= point[key] <= high]
            problems = {_input_of(key): say("map_point.outside") for key in outside}
        if problems:
            raise Invalid(next(iter(problems.values())), problems)
        return {**point, "accuracy": int(accuracy) if _METRES.fullmatch(accuracy) else None}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Degrees within Indonesia, and metres or null."""
        degrees = {key: {"type": "number", "minimum": low, "maximum": high} for key, (low, high) in BOUNDS.items()}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {**degrees, "accuracy": {"type": ["integer", "null"], "minimum": 0}},
            "required": ["lat", "lng", "accuracy"],
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``-7,512345, 109,234567 (± 12 m)``; empty while it is not finished."""
        words = self.parts(field, value)
        if not words["lintang"] or not words["bujur"]:
            return ""
        around = f" (± {words['akurasi']} m)" if words["akurasi"] else ""
        return f"{words['lintang']}, {words['bujur']}{around}"

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """The three numbers in words."""
        given = value if isinstance(value, dict) else {}
        return {name: _shown(given.get(key)) for name, key in _INPUTS.items()}

    def part_names(self, field: Field) -> frozenset[str]:
        """Those of ``parts``."""
        return frozenset(_INPUTS)

    def missing(self, field: Field) -> str:
        """What to do when there is no point."""
        return "Ambil lokasi, atau isi garis lintang dan garis bujur."

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The bounds and the examples."""
        return {key: {"least": low, "most": high, "example": _EXAMPLES[key]} for key, (low, high) in BOUNDS.items()}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The numbers as the inputs show them."""
        ids = {"lintang": f"isian-{field['id']}", "bujur": f"isian-{field['id']}-bujur"}
        return {"values": self.parts(field, raw), "examples": _EXAMPLES, "part_anchors": ids}


def _given(raw: object) -> tuple[str, str, str]:
    """Latitude, longitude and accuracy as texts; raises ``Invalid`` for shapes no form sends."""
    if raw is None or raw == "":
        return "", "", ""
    if not isinstance(raw, dict):
        raise Invalid(say("form.unreadable"))
    lat, lng, accuracy = (_text(raw.get(key)) for key in _INPUTS.values())
    if not lng and (pair := _PAIR.fullmatch(lat)):
        return pair[1], pair[2], accuracy
    return lat, lng, accuracy


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6f}" if math.isfinite(value) and abs(value) < 1000 else "?"
    return typed(value).strip()


def _degrees(text: str) -> float | None:
    """``-7,512345`` or ``-7.512345`` as a number, cut to six decimals; None when it is none."""
    match = _DEGREES.fullmatch(text)
    return float(f"{match[1]}.{match[2] or 0}") + 0.0 if match else None


def _input_of(key: str) -> str:
    return next(name for name, other in _INPUTS.items() if other == key)


def _shown(value: object) -> str:
    """A kept number with a comma, a typed one as typed."""
    try:
        text = _text(value)
    except Invalid:
        return ""
    return text.rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else text
