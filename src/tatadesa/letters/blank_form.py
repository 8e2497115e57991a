"""The empty form of a service on paper, for those who would rather fill it in by hand and bring it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.rules import who_words
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.logic import words
from tatadesa.letters import typeset
from tatadesa.letters.compose import letterhead
from tatadesa.letters.glyphs import printable
from tatadesa.letters.pictures import qr_svg

# How much a field may say: the paper has its bounds, and so has the typesetter.
_MAX_TEXT = 300
_MAX_ROWS = 3
_FAMILY_ROWS = 6
_APPLICANT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Nama lengkap", {"lines": 1}),
    ("NIK", {"boxes": [16]}),
    ("No. KK", {"boxes": [16]}),
    ("Tempat, tanggal lahir", {"lines": 1}),
    ("Alamat, RT/RW", {"lines": 2}),
    ("Nomor HP", {"boxes": [13]}),
)
_ADDRESS = ("Jalan dan nomor", "RT/RW", "Kelurahan/Desa", "Kecamatan", "Kota/Kabupaten", "Provinsi", "Kode pos")
_PERSON = ("Nama", "NIK", "Tanggal lahir")


def blank_form(offered: Offered, url: str) -> BlankForm:
    """The blank form of ``offered``, on the paper of the office that handles it; ``url`` is the service's page."""
    version, office = offered.version, offered.handled_at
    return BlankForm(
        {
            "title": printable(offered.name),
            "author": printable(office.full_name),
            "paper": office.paper,
            "letterhead": asdict(letterhead(office)),
            "who": printable(who_words(version.rules)),
            "applicant": [_asked(label, **space) for label, space in _APPLICANT],
            "fields": [_field(field, version.form) for field in _to_print(version)],
            "documents": [_document(item) for item in version.requirements],
            "place": printable(offered.home.name),
            "link": printable(url),
            "qr": qr_svg(url),
            "footer": printable(f"{office.full_name} · Jam layanan: {office.opening_hours} · Biaya: {offered.cost}"),
        }
    )


class BlankForm:
    """What is to be printed. ``tag`` names the content, so that a browser that has it need not fetch it again."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = dict(data)
        self.tag = hashlib.sha256(json.dumps(self.data, sort_keys=True).encode()).hexdigest()[:32]

    def pdf(self) -> bytes:
        """The same bytes for the same content."""
        return typeset.blank_form_pdf(self.data, datetime(2026, 1, 1, tzinfo=UTC))


def _to_print(version: ServiceVersion) -> list[Field]:
    """The fields without those of the list of documents, and without headings that then stand above nothing."""
    documents = {item["field"] for item in version.requirements}
    kept: list[Field] = []
    for field in reversed(version.form["fields"]):
        is_heading = field["kind"] == "heading"
        if field["id"] not in documents and not (is_heading and (not kept or kept[-1]["kind"] == "heading")):
            kept.append(field)
    return kept[::-1]


def _field(field: Field, schema: Schema) -> dict[str, Any]:
    label, kind = str(field["label"]), field["kind"]
    if kind in ("heading", "note"):
        return {**_asked(label), "kind": kind}
    hint = f"{_when(field, schema)} {field.get('help', '')}".strip()
    asked = _asked(label, hint, required=bool(field.get("required")))
    return {**asked, **_SPACES.get(kind, _lines)(field)}


def _asked(label: str, hint: str = "", *, required: bool = False, **space: Any) -> dict[str, Any]:
    return {
        "kind": "answer",
        "label": printable(label[:_MAX_TEXT]),
        "hint": printable(hint[:_MAX_TEXT]),
        "required": required,
        **space,
    }


def _when(field: Field, schema: Schema) -> str:
    condition = field.get("show_if") or field.get("require_if")
    return f"Isi {words(condition, schema)}." if condition else ""


def _lines(field: Field) -> dict[str, Any]:
    return {"lines": 1}


def _choices(field: Field) -> dict[str, Any]:
    return {"squares": [printable(choice["label"][:_MAX_TEXT]) for choice in field["choices"]]}


def _group(field: Field) -> dict[str, Any]:
    names = [printable(str(inner["label"])[:_MAX_TEXT]) for inner in field.get("fields", ())]
    return {"parts": names, "times": min(max(int(field.get("min_rows", 2)), 2), _MAX_ROWS)}


_SPACES: Mapping[str, Any] = {
    "long_text": lambda field: {"lines": 4},
    "number": lambda field: {"lines": 1, "unit": printable(str(field.get("unit", "")))},
    "money": lambda field: {"lines": 1, "before": "Rp"},
    "date": lambda field: {"boxes": [2, 2, 4], "hint_boxes": "tanggal, bulan, tahun"},
    "time": lambda field: {"boxes": [2, 2], "hint_boxes": "jam, menit"},
    "choice": _choices,
    "choices": _choices,
    "yes_no": lambda field: {"squares": ["Ya", "Tidak"]},
    "nik": lambda field: {"boxes": [16]},
    "no_kk": lambda field: {"boxes": [16]},
    "phone": lambda field: {"boxes": [13]},
    "statement": lambda field: {"kind": "statement"},
    "file": lambda field: {"squares": ["Dilampirkan"]},
    "photo": lambda field: {"squares": ["Dilampirkan"]},
    "signature": lambda field: {"frame": True},
    "map_point": lambda field: {"lines": 2},
    "address": lambda field: {"parts": list(_ADDRESS), "times": 1},
    "resident": lambda field: {"parts": list(_PERSON), "times": 1},
    "family": lambda field: {"boxes": [16], "hint_boxes": "No. KK", "table": ["Nama", "NIK"], "times": _FAMILY_ROWS},
    "group": _group,
}
"""How each kind of field is left open on paper; a kind that is not here gets one line."""


def _document(item: Mapping[str, Any]) -> str:
    return printable(f"{item['label'][:_MAX_TEXT]}{'' if item['required'] else ' (bila ada)'}")
