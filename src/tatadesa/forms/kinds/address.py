"""An address: a place of the region tree, chosen from the province down, with street, RT/RW and postcode."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import comparable, one_line, storable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.kinds.base import Kind, part_anchors, typed
from tatadesa.forms.lookups import Regions
from tatadesa.regions.info import RegionName
from tatadesa.regions.names import full_name, kind

OWN = "penduduk.tempat_tinggal"
LEVELS = ("provinsi", "kota", "kecamatan", "desa")
_LABELS = ("Provinsi", "Kabupaten atau kota", "Kecamatan", "Desa atau kelurahan")
_DETAILS = ("kode_pos", "rt", "rw", "jalan")
_NAMES = (*LEVELS, *_DETAILS)
_POSTCODE_USE = ("optional", "required", "off")
_LONGEST_STREET = 120
_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_POSTCODE = re.compile(r"[0-9]{5}")
_BLOCK = re.compile(r"[0-9]{1,3}")
_UNREADABLE = "Alamat ini tidak terbaca. Isi lagi."
_NO_REGION = "Wilayah ini tidak ada dalam daftar. Pilih lagi."


class Address(Kind):
    """Options: ``level`` (1 province to 4 village, the default), ``postcode`` (optional, required, off), ``street`` and
    ``rt_rw`` (true or false), ``within`` (code of a region to stay inside).

    Below the level of a village nothing but the place is asked unless the options say so. Kept with the names of the
    day, so that an answer can be read after a decree has renamed or dissolved the place.
    """

    name = "address"
    title = "Alamat (provinsi sampai desa)"
    seconds = 60
    can_prefill = True
    is_typed = False
    prefills = frozenset({OWN})
    options = frozenset({"level", "postcode", "street", "rt_rw", "within"})

    def check(self, field: Field) -> None:
        """A known level, and a region above it to stay inside."""
        checks.whole(field, "level", 1, len(LEVELS))
        checks.truth(field, "street")
        checks.truth(field, "rt_rw")
        if field.get("postcode", "optional") not in _POSTCODE_USE:
            raise SchemaError(f"pilihan “postcode” harus salah satu dari: {', '.join(_POSTCODE_USE)}.")
        within = checks.words(field, "within", 13)
        if within and (not _CODE.fullmatch(within) or _depth(within) >= _level(field)):
            raise SchemaError("pilihan “within” harus kode wilayah di atas tingkat yang ditanyakan, misalnya 33.02.")

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """One input for each part that is asked."""
        return rest in _asked(field)

    def read(self, field: Field, post: QueryDict) -> dict[str, str]:
        """What was chosen and typed, by part. A place that does not lie in the one chosen above it is let go."""
        asked = _asked(field)
        if not any(f"{field['id']}__{part}" in post for part in asked):
            return {}
        given = {part: storable(str(post.get(f"{field['id']}__{part}", ""))) for part in asked}
        return {**given, **_descending(field, given)}

    def clean(self, field: Field, raw: object, context: FormContext) -> dict[str, str] | None:
        """A real place with the names of its ancestors, and what else is asked."""
        given = _given(field, raw)
        if not given:
            return None
        code = _code(given, _level(field))
        if not code:
            self._require_untouched(field, given, context)
            return None
        path = _path(field, code, context.regions)
        names = {level: region.name for level, region in zip(LEVELS, path, strict=False)}
        details, problems = _details(field, given, path[-1].postcode)
        if problems:
            raise Invalid(next(iter(problems.values())), problems)
        return {"kode": code, **dict.fromkeys(_NAMES, ""), **names, **details}

    def _require_untouched(self, field: Field, given: Mapping[str, str], context: FormContext) -> None:
        """While all is as the form began it, nothing is given; anything else has to be finished."""
        chosen = next((given[level] for level in reversed(LEVELS) if given.get(level)), "")
        begun = _start(field, context)
        touched = any(given.get(part, "").strip() for part in _DETAILS)
        if not touched and (not chosen or begun == chosen or begun.startswith(f"{chosen}.")):
            return
        shown = _levels(field)
        first = next((level for level in shown if not given.get(level)), shown[-1])
        words = f"Pilih {_LABELS[LEVELS.index(first)].lower()}."
        raise Invalid(words, {first: words})

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Code, names and details, all text; empty where not asked."""
        names = ("kode", *_NAMES)
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "string"} for name in names},
            "required": list(names),
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """On one line, as letters write it; empty for one that is not finished."""
        if not isinstance(value, dict) or not value.get("kode"):
            return ""
        code = str(value["kode"])
        words = {name: str(value.get(name) or "") for name in _NAMES}
        block = "/".join(f"{name.upper()} {words[name]}" for name in ("rt", "rw") if words[name])
        desa, kecamatan = (_titled(code, words[name], name) for name in ("desa", "kecamatan"))
        last = f"{words['provinsi']} {words['kode_pos']}".strip()
        return ", ".join(part for part in (words["jalan"], block, desa, kecamatan, words["kota"], last) if part)

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """Each part by its name."""
        return {name: str(value.get(name) or "") for name in _NAMES}

    def part_names(self, field: Field) -> frozenset[str]:
        """Those of ``parts``."""
        return frozenset(_NAMES)

    def missing(self, field: Field) -> str:
        """What to do when no place is chosen."""
        labels = [_LABELS[LEVELS.index(level)].lower() for level in _levels(field)]
        return f"Pilih {labels[0]}." if len(labels) == 1 else f"Pilih letaknya sampai {labels[-1]}."

    def from_register(self, field: Field, key: str, register: Mapping[str, Any]) -> Any:
        """The applicant's own address in the shape answers are kept in; None when the register names no place."""
        words = {name: str(register.get(f"penduduk.{name}") or "").strip() for name in ("jalan", "dusun", "rt", "rw")}
        code = _cut(str(register.get("wilayah.kode") or ""), _level(field))
        if not code:
            return None
        places = (str(register.get(f"wilayah.{name}") or "") for name in ("provinsi", "kabupaten", "kecamatan", "desa"))
        hamlet = f"Dusun {words['dusun']}" if words["dusun"] else ""
        details = {
            "kode_pos": str(register.get("wilayah.kode_pos") or ""),
            "rt": words["rt"],
            "rw": words["rw"],
            "jalan": ", ".join(part for part in (words["jalan"], hamlet) if part)[:_LONGEST_STREET],
        }
        asked = _asked(field)
        return {
            "kode": code,
            **dict.fromkeys(_NAMES, ""),
            **dict(zip(LEVELS[: _depth(code)], places, strict=False)),
            **{name: value for name, value in details.items() if name in asked},
        }

    def same(self, answer: Any, register: Any) -> bool:
        """The same place, street and block; a postcode is only a default."""
        return _told(answer) == _told(register)

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """What makes it an answer: the deepest place; the rest is for the server to judge."""
        return {"there": [LEVELS[_level(field) - 1]]}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """A list for each level whose place above is known, and what stands in the other inputs."""
        try:
            given = _given(field, raw)
        except Invalid:
            given = {}
        if not given:
            given = _codes_of(_start(field, context))
        levels, asked = _lists(field, given, context.regions), _asked(field)
        last = levels[-1]
        usual = next((region.postcode for region in last["choices"] if region.code == last["value"]), "")
        return {
            "levels": levels,
            "asked": asked,
            "part_anchors": part_anchors(field, asked, asked[0]),
            "values": {**{name: given.get(name, "") for name in _DETAILS}, "kode_pos": given.get("kode_pos") or usual},
            "usual_postcode": usual,
            "within": field.get("within", ""),
            "deepest": _level(field),
            "postcode_required": field.get("postcode") == "required",
        }


def _level(field: Field) -> int:
    return int(field.get("level", len(LEVELS)))


def _levels(field: Field) -> tuple[str, ...]:
    """The levels that are asked: below ``within``, down to ``level``."""
    return LEVELS[_depth(field.get("within", "")) : _level(field)]


def _asked(field: Field) -> tuple[str, ...]:
    """The parts of an address that have an input, in the order of the page."""
    is_deep = _level(field) == len(LEVELS)
    asked = list(_levels(field))
    if field.get("postcode", "optional" if is_deep else "off") != "off":
        asked.append("kode_pos")
    if field.get("rt_rw", is_deep):
        asked += ["rt", "rw"]
    if field.get("street", is_deep):
        asked.append("jalan")
    return tuple(asked)


def _depth(code: str) -> int:
    return code.count(".") + 1 if code else 0


def _cut(code: str, level: int) -> str:
    """The ancestor of ``code`` at ``level``; empty where the code does not reach so far down."""
    parts = code.split(".") if _CODE.fullmatch(code) else []
    return ".".join(parts[:level]) if len(parts) >= level else ""


def _codes_of(code: str) -> dict[str, str]:
    """The codes of a place and its ancestors by level."""
    return {level: _cut(code, depth) for depth, level in enumerate(LEVELS[: _depth(code)], 1)}


def _descending(field: Field, given: Mapping[str, str]) -> dict[str, str]:
    """The chosen codes by level, each inside the one above; empty from the first that is not."""
    kept, above = _codes_of(field.get("within", "")), str(field.get("within", ""))
    for level in _levels(field):
        code = given.get(level, "").strip()
        fits = _CODE.fullmatch(code) is not None and code.rpartition(".")[0] == above
        above = kept[level] = code if fits and (above or level == LEVELS[0]) else ""
    return kept


def _given(field: Field, raw: object) -> dict[str, str]:
    """Codes by level and details, of an answer as typed or as kept; empty for none. Raises ``Invalid``."""
    if raw in (None, "", {}):
        return {}
    if not isinstance(raw, dict):
        raise Invalid(_UNREADABLE)
    given = {name: typed(raw.get(name)) for name in _NAMES}
    if "kode" in raw:
        # Kept: the levels hold names.
        given.update(dict.fromkeys(LEVELS, ""), **_codes_of(_cut(typed(raw["kode"]), _level(field))))
    return {**given, **_descending(field, given)}


def _code(given: Mapping[str, str], level: int) -> str:
    return given.get(LEVELS[level - 1], "")


def _start(field: Field, context: FormContext) -> str:
    """Where an empty address begins: the applicant's own region, one level above what has to be chosen."""
    own = _cut(str(context.register.get("wilayah.kode") or ""), _level(field) - 1) if _level(field) > 1 else ""
    within = str(field.get("within", ""))
    return own if own.startswith(within) else within


def _path(field: Field, code: str, regions: Regions) -> Sequence[RegionName]:
    path = regions.path(code)
    if len(path) != _level(field) or path[-1].code != code:
        raise Invalid(_NO_REGION, {LEVELS[_level(field) - 1]: _NO_REGION})
    gone = next((region for region in path if region.retired), None)
    if gone is not None:
        words = f"{full_name(gone)} tidak ada lagi dalam daftar wilayah. Pilih yang baru."
        raise Invalid(words, {LEVELS[gone.level - 1]: words})
    return path


def _details(field: Field, given: Mapping[str, str], usual: str) -> tuple[dict[str, str], dict[str, str]]:
    """Postcode, RT/RW and street as they are kept, and what is wrong with them, each by part."""
    asked = _asked(field)
    kept, problems = {}, {}
    if "kode_pos" in asked:
        kept["kode_pos"] = "".join(given.get("kode_pos", "").split()) or usual
        if kept["kode_pos"] and not _POSTCODE.fullmatch(kept["kode_pos"]):
            problems["kode_pos"] = "Kode pos berisi 5 angka, misalnya 53183."
        elif not kept["kode_pos"] and field.get("postcode") == "required":
            problems["kode_pos"] = "Isi kode pos, 5 angka."
    for name in ("rt", "rw") if "rt" in asked else ():
        text = given.get(name, "").strip()
        kept[name] = text.zfill(3) if text else ""
        if text and not _BLOCK.fullmatch(text):
            problems[name] = f"{name.upper()} berisi angka saja, misalnya 003."
    if "jalan" in asked:
        kept["jalan"] = one_line(given.get("jalan", ""))
        if not kept["jalan"]:
            problems["jalan"] = "Isi jalan, dusun, atau kampung, dan nomor rumah bila ada."
        elif len(kept["jalan"]) > _LONGEST_STREET:
            problems["jalan"] = f"Terlalu panjang. Paling banyak {_LONGEST_STREET} huruf."
    return kept, problems


def _titled(code: str, name: str, level: str) -> str:
    depth = LEVELS.index(level) + 1
    return f"{kind(RegionName(_cut(code, depth), name, depth))} {name}" if name else ""


def _told(value: Any) -> tuple[str, ...]:
    if not isinstance(value, dict):
        return (comparable(str(value or "")),)
    code = value.get("kode") or next((value[level] for level in reversed(LEVELS) if value.get(level)), "")
    blocks = (str(value.get(name) or "").strip().zfill(3) for name in ("rt", "rw"))
    return (str(code), *blocks, comparable(str(value.get("jalan") or "")))


def _lists(field: Field, given: Mapping[str, str], regions: Regions) -> list[dict[str, Any]]:
    """For each level that is asked: its name, label, what is chosen and what there is to choose from."""
    shown, above = [], str(field.get("within", ""))
    for level in _levels(field):
        is_open = bool(above) or level == LEVELS[0]
        choices = regions.children(above or None) if is_open else ()
        value = given.get(level, "")
        shown.append({"name": level, "label": _LABELS[LEVELS.index(level)], "value": value, "choices": choices})
        above = value if any(region.code == value for region in choices) else ""
    return shown
