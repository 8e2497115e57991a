"""The page around the form: names, words, promises, who may apply, the letter's head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tatadesa.catalogue.builder.conditions import Rows, read_rows, to_rows
from tatadesa.catalogue.builder.content import Content
from tatadesa.catalogue.builder.edits import ChangeService
from tatadesa.catalogue.builder.followers import plain_blocks, plain_letter
from tatadesa.catalogue.standard import INNER
from tatadesa.catalogue.standard import LINES as LISTED
from tatadesa.core.plain import many_lines, one_line

WHO = "siapa"
ICONS = {
    "surat": "Surat",
    "bantuan": "Bantuan",
    "usaha": "Usaha",
    "rumah": "Tempat tinggal",
    "perisai": "Keamanan",
    "bayi": "Kelahiran",
    "acara": "Acara",
    "kantor": "Kantor",
}
_NO_LETTER, _PLAIN_LETTER, _OWN_LETTER = "tanpa", "susun", "tetap"
_ICON = re.compile(r"[a-z-]{1,30}")
_WORDS = {"time": "lama", "cost": "biaya", "product": "hasil", "complaints": "pengaduan"}
_LINES = {"requirements": "syarat", "procedure": "alur"}


@dataclass(frozen=True)
class ServiceForm:
    """What the inputs show, and what is wrong by the name of the input."""

    values: Mapping[str, Any]
    who: Rows
    errors: Mapping[str, str] = field(default_factory=dict)


def form_of(content: Content) -> ServiceForm:
    """The inputs as the draft fills them."""
    standard, letter, rules, handling = (
        content["standard"],
        content["letter"],
        content.get("rules") or {},
        content.get("handling") or {},
    )
    who = rules.get("who") or {}
    values = {
        "nama": content["name"],
        "kelompok": content["category"],
        "penjelasan": content["summary"],
        "kata": content["keywords"],
        "gambar": content["icon"],
        **{name: standard.get(part, "") for part, name in _WORDS.items()},
        **{name: "\n".join(standard.get(part, ())) for part, name in _LINES.items()},
        **{part: _as_text(standard.get(part, "")) for part in INNER},
        "hari": str(standard.get("work_days", "")),
        "surat": _letter_choice(content),
        "judul": (letter or {}).get("title", ""),
        "klasifikasi": (letter or {}).get("classification", ""),
        "berlaku": str((letter or {}).get("validity_days") or ""),
        "siapa_kata": who.get("words", ""),
        "keluarga": rules.get("for_family", True),
        "satu": rules.get("one_open", False),
        "kode": handling.get("old_code", ""),
    }
    return ServiceForm(values, to_rows(who.get("if"), []))


def read(content: Content, post: QueryDict) -> tuple[ChangeService, ServiceForm]:
    """The edit that was typed, and the page showing it again with what is wrong in its ``errors``."""
    before = form_of(content)
    errors: dict[str, str] = {}
    values: dict[str, Any] = {name: many_lines(str(post.get(name, ""))) for name in before.values}
    values["keluarga"], values["satu"] = "keluarga" in post, "satu" in post
    for name, longest in _LONGEST.items():
        values[name] = one_line(values[name])
        if len(values[name]) > longest:
            errors[name] = f"Terlalu panjang. Paling banyak {longest} huruf."
        elif not values[name] and name not in _MAY_BE_EMPTY:
            errors[name] = "Isi bagian ini."
    if not _ICON.fullmatch(values["gambar"]):
        errors["gambar"] = "Pilih salah satu gambar."
    parts = {
        "name": values["nama"],
        "category": values["kelompok"],
        "summary": values["penjelasan"],
        "keywords": values["kata"],
        "icon": values["gambar"],
        "standard": _read_standard(content, values, errors),
    }
    who, condition = read_rows(post, WHO, before.who, [], errors)
    parts["letter"] = _read_letter({**content, "name": values["nama"]}, values, errors)
    if "rules" in content:
        parts["rules"] = _read_rules(content["rules"] or {}, values, condition, errors)
    if "handling" in content:
        handling = {**(content["handling"] or {}), "old_code": values["kode"]}
        parts["handling"] = {key: value for key, value in handling.items() if key != "old_code" or value}
    return ChangeService(parts), ServiceForm(values, who, errors)


_LONGEST = {
    "nama": 120,
    "kelompok": 60,
    "penjelasan": 240,
    "kata": 240,
    "lama": 400,
    "biaya": 400,
    "hasil": 400,
    "pengaduan": 400,
    "judul": 160,
    "klasifikasi": 160,
    "siapa_kata": 240,
    "kode": 40,
}
_MAY_BE_EMPTY = frozenset({"kata", "judul", "klasifikasi", "siapa_kata", "kode"})


def _letter_choice(content: Content) -> str:
    if content["letter"] is None:
        return _NO_LETTER
    return _PLAIN_LETTER if content["letter"]["blocks"] == plain_blocks(content) else _OWN_LETTER


def _read_standard(content: Content, values: Mapping[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    standard = {**content["standard"], **{part: values[name] for part, name in _WORDS.items()}}
    for part, name in _LINES.items():
        lines = [line for line in (one_line(line) for line in values[name].split("\n")) if line]
        if not lines:
            errors[name] = "Tulis sedikitnya satu baris."
        elif any(len(line) > 240 for line in lines):
            errors[name] = "Ada baris yang terlalu panjang. Paling banyak 240 huruf tiap baris."
        standard[part] = lines
    for part in INNER:
        _read_inner(part, standard, values, errors)
    if not values["hari"].isdecimal() or not 1 <= int(values["hari"][:4]) <= 90:
        errors["hari"] = "Isi 1 sampai 90 hari kerja."
    else:
        standard["work_days"] = int(values["hari"][:4])
    return standard


def _as_text(part: Any) -> str:
    return "\n".join(part) if isinstance(part, list) else str(part)


def _read_inner(part: str, standard: dict[str, Any], values: Mapping[str, Any], errors: dict[str, str]) -> None:
    """One of the parts for the office itself; an empty one is left out."""
    lines = [line for line in (one_line(line) for line in values[part].split("\n")) if line]
    longest = 240 if part in LISTED else 400
    words = lines if part in LISTED else [" ".join(lines)]
    if any(len(line) > longest for line in words):
        errors[part] = f"Terlalu panjang. Paling banyak {longest} huruf{' tiap baris' if part in LISTED else ''}."
    if not lines:
        standard.pop(part, None)
    else:
        standard[part] = lines if part in LISTED else words[0]


def _read_letter(content: Content, values: Mapping[str, Any], errors: dict[str, str]) -> dict[str, Any] | None:
    letter = content["letter"]
    if values["surat"] == _NO_LETTER:
        return None
    if letter is None and values["surat"] != _PLAIN_LETTER:
        errors["surat"] = "Pilih salah satu."
        return None
    code = values["klasifikasi"]
    if not code:
        errors["klasifikasi"] = "Isi kode klasifikasi arsip, misalnya 400."
    if letter is None or (values["surat"] == _PLAIN_LETTER and letter["blocks"] != plain_blocks(content)):
        letter = {**(letter or {}), **plain_letter(content, code)}
    days = values["berlaku"]
    if days and (not days.isdecimal() or not 1 <= int(days[:5]) <= 3650):
        errors["berlaku"] = "Isi 1 sampai 3650 hari, atau kosongkan."
        return dict(letter)
    head = {"classification": code, "validity_days": int(days[:5]) if days else None}
    return {**letter, **head, "title": values["judul"] or letter["title"]}


def _read_rules(
    rules: Mapping[str, Any], values: Mapping[str, Any], condition: Mapping[str, Any] | None, errors: dict[str, str]
) -> dict[str, Any]:
    made = {key: value for key, value in rules.items() if key not in ("who", "for_family", "one_open")}
    if not any(name.startswith(f"{WHO}-") for name in errors):
        if condition is not None and not values["siapa_kata"]:
            errors["siapa_kata"] = "Tulis dengan kata-kata siapa yang boleh mengajukan; warga membacanya."
        if condition is not None:
            made["who"] = {"if": condition, "words": values["siapa_kata"]}
    if not values["keluarga"]:
        made["for_family"] = False
    if values["satu"]:
        made["one_open"] = True
    return made
