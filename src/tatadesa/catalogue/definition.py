"""A service definition: everything about a service that can travel as one JSON file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.placeholders import check_placeholders
from tatadesa.catalogue.workflow import DEFAULT, check_workflow
from tatadesa.forms.schema import answering, check_schema

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ICON = re.compile(r"[a-z-]{1,30}")
_LINES = ("requirements", "procedure")
_WORDS = ("time", "cost", "product", "complaints")


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    """A checked definition. ``slug``, ``category`` and ``position`` place it; the rest becomes a version."""

    slug: str
    category: str
    position: int
    name: str
    summary: str
    keywords: str
    icon: str
    requirements: list[dict[str, Any]]
    standard: dict[str, Any]
    workflow: list[dict[str, Any]]
    form: dict[str, Any]
    letter: dict[str, Any] | None

    def content(self) -> dict[str, Any]:
        """What makes a version: the fields of ``ServiceVersion`` by name."""
        return {name: value for name, value in asdict(self).items() if name not in _PLACE}


_PLACE = frozenset({"slug", "category", "position"})
CONTENT = tuple(field.name for field in fields(ServiceDefinition) if field.name not in _PLACE)
"""The fields of ``ServiceVersion`` that hold content."""


def read_definition(data: Any) -> ServiceDefinition:
    """The definition in ``data`` (parsed JSON); raises ``DefinitionError`` or the form's ``SchemaError``.

    Without ``workflow`` the usual one is taken; ``keywords``, ``icon``, ``position``, ``letter`` may be absent.
    """
    if not isinstance(data, Mapping):
        raise DefinitionError("Definisi layanan harus berupa objek JSON.")
    unknown = sorted(str(key) for key in data.keys() - {*CONTENT, *_PLACE})
    if unknown:
        raise DefinitionError(f"Definisi layanan: “{unknown[0]}” tidak dikenal.")
    slug, icon, position = data.get("slug"), data.get("icon", "surat"), data.get("position", 0)
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise DefinitionError("Definisi layanan: “slug” memakai huruf kecil, angka dan tanda hubung.")
    if not isinstance(icon, str) or not _ICON.fullmatch(icon):
        raise DefinitionError("Definisi layanan: “icon” adalah nama gambar dengan huruf kecil.")
    if type(position) is not int or not 0 <= position <= 9999:
        raise DefinitionError("Definisi layanan: “position” harus angka 0 sampai 9999.")
    form = data.get("form")
    check_schema(form)
    assert isinstance(form, dict)  # noqa: S101 - check_schema said so
    definition = ServiceDefinition(
        slug=slug,
        category=_text(data, "category", 60),
        position=position,
        name=_text(data, "name", 120),
        summary=_text(data, "summary", 240),
        keywords=_text({"keywords": "", **data}, "keywords", 240, may_be_empty=True),
        icon=icon,
        requirements=data.get("requirements", []),
        standard=data.get("standard", {}),
        workflow=data.get("workflow", DEFAULT),
        form=form,
        letter=data.get("letter"),
    )
    _check_requirements(definition)
    _check_standard(definition.standard)
    check_workflow(definition.workflow)
    _check_letter(definition)
    return definition


def definition_of(version: ServiceVersion) -> ServiceDefinition:
    """The definition that ``version`` was published from, placed as its service is now."""
    content = {name: getattr(version, name) for name in CONTENT}
    service = version.service
    return ServiceDefinition(slug=service.slug, category=service.category, position=service.position, **content)


def _check_requirements(definition: ServiceDefinition) -> None:
    given = definition.requirements
    required = {
        field["id"]: bool(field.get("required")) for field in definition.form["fields"] if field["kind"] == "file"
    }
    if not isinstance(given, list):
        raise DefinitionError("Persyaratan harus berupa daftar.")
    for position, item in enumerate(given, 1):
        where = f"Persyaratan {position}"
        if not isinstance(item, dict) or item.keys() != {"label", "field", "required"}:
            raise DefinitionError(f"{where}: isi “label”, “field” dan “required”.")
        _text(item, "label", 160)
        if item["field"] not in required:
            raise DefinitionError(f"{where}: “field” harus menunjuk isian berkas di formulir.")
        if item["required"] is not required[item["field"]]:
            raise DefinitionError(f"{where}: wajib atau tidaknya harus sama dengan di formulir.")
    missing = required.keys() - {item["field"] for item in given}
    if missing:
        raise DefinitionError(f"Persyaratan: berkas “{min(missing)}” di formulir belum disebut.")


def _check_standard(standard: Any) -> None:
    """The six parts every public service must publish (UU 25/2009 art. 21, contracts 7.2)."""
    if not isinstance(standard, dict) or standard.keys() != {*_LINES, *_WORDS, "work_days"}:
        raise DefinitionError("Standar layanan: isi enam bagiannya dan “work_days”, tidak lebih.")
    for part in _LINES:
        lines = standard[part]
        if not isinstance(lines, list) or not lines:
            raise DefinitionError(f"Standar layanan: “{part}” berisi sedikitnya satu butir.")
        if not all(isinstance(line, str) and 0 < len(line.strip()) <= 240 for line in lines):
            raise DefinitionError(f"Standar layanan: butir “{part}” wajib diisi, paling panjang 240 huruf.")
    for part in _WORDS:
        _text(standard, part, 400)
    if type(standard["work_days"]) is not int or not 1 <= standard["work_days"] <= 90:
        raise DefinitionError("Standar layanan: “work_days” harus 1 sampai 90 hari kerja.")


def _check_letter(definition: ServiceDefinition) -> None:
    letter = definition.letter
    if letter is None:
        return
    if not isinstance(letter, dict) or not isinstance(letter.get("blocks"), list):
        raise DefinitionError("Surat: isi “blocks”, sebuah daftar.")
    for part in ("title", "subject", "classification"):
        _text(letter, part, 160)
    check_placeholders(letter, {field["id"] for field in answering(definition.form)})


def _text(data: Mapping[str, Any], name: str, longest: int, *, may_be_empty: bool = False) -> str:
    value = data.get(name)
    if not isinstance(value, str) or len(value) > longest or not (value.strip() or may_be_empty):
        raise DefinitionError(f"Definisi layanan: “{name}” wajib diisi, paling panjang {longest} huruf.")
    return value
