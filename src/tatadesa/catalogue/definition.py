"""A service definition: everything about a service that can travel as one JSON file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.handling import check_handling
from tatadesa.catalogue.models import ServiceVersion, no_fields
from tatadesa.catalogue.officer_form import check_officer_form
from tatadesa.catalogue.placeholders import check_placeholders
from tatadesa.catalogue.rules import check_rules
from tatadesa.catalogue.standard import check_standard
from tatadesa.catalogue.workflow import DEFAULT, check_workflow
from tatadesa.forms.kinds.file import BRING_SUFFIX
from tatadesa.forms.letter_names import answer_names
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import check_schema

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ICON = re.compile(r"[a-z-]{1,30}")
_REQUIREMENT = frozenset({"label", "field", "required"})


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
    officer_form: dict[str, Any]
    letter: dict[str, Any] | None
    rules: dict[str, Any]
    handling: dict[str, Any]

    def content(self) -> dict[str, Any]:
        """What makes a version: the fields of ``ServiceVersion`` by name."""
        return {name: value for name, value in asdict(self).items() if name not in _PLACE}


_PLACE = frozenset({"slug", "category", "position"})
CONTENT = tuple(field.name for field in fields(ServiceDefinition) if field.name not in _PLACE)
"""The fields of ``ServiceVersion`` that hold content."""


def read_definition(data: Any) -> ServiceDefinition:
    """The definition in ``data`` (parsed JSON); raises ``DefinitionError`` or the form's ``SchemaError``.

    Without ``workflow`` the usual one is taken; ``keywords``, ``icon``, ``position``, ``letter``, ``officer_form``,
    ``rules`` and ``handling`` may be absent.
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
        officer_form=data.get("officer_form", no_fields()),
        letter=data.get("letter"),
        rules=data.get("rules", {}),
        handling=data.get("handling", {}),
    )
    _check_requirements(definition)
    check_standard(definition.standard)
    check_rules(definition.rules)
    check_handling(definition.handling)
    check_workflow(definition.workflow, definition.form)
    check_officer_form(definition.officer_form, definition.form)
    _check_letter(definition)
    return definition


def definition_of(version: ServiceVersion) -> ServiceDefinition:
    """The definition that ``version`` was published from, placed as its service is now."""
    content = {name: getattr(version, name) for name in CONTENT}
    service = version.service
    return ServiceDefinition(slug=service.slug, category=service.category, position=service.position, **content)


def can_be_brought(field: Mapping[str, Any]) -> bool:
    """Whether the form could ask to tick that the paper of this field will be brought to the office."""
    return kind_of(field).owns(field, BRING_SUFFIX.removeprefix("__"), at_counter=False)


def _check_requirements(definition: ServiceDefinition) -> None:
    given = definition.requirements
    fields = {field["id"]: field for field in definition.form["fields"] if kind_of(field).keeps_files}
    required = {name: bool(field.get("required")) for name, field in fields.items()}
    if not isinstance(given, list):
        raise DefinitionError("Persyaratan harus berupa daftar.")
    for position, item in enumerate(given, 1):
        where = f"Persyaratan {position}"
        if not isinstance(item, dict) or item.keys() - {"paper"} != _REQUIREMENT:
            raise DefinitionError(f"{where}: isi “label”, “field” dan “required”, dan bila perlu “paper”.")
        _text(item, "label", 160)
        if not isinstance(item.get("paper", False), bool):
            raise DefinitionError(f"{where}: “paper” (boleh dibawa ke kantor) harus true atau false.")
        if item["field"] not in required:
            raise DefinitionError(f"{where}: “field” harus menunjuk isian berkas di formulir.")
        if item.get("paper") and not can_be_brought(fields[item["field"]]):
            raise DefinitionError(f"{where}: “paper” hanya untuk isian berkas (“file”), bukan foto atau tanda tangan.")
        if item["required"] is not required[item["field"]]:
            raise DefinitionError(f"{where}: wajib atau tidaknya harus sama dengan di formulir.")
    missing = {name for name in required if kind_of(fields[name]).is_paper} - {item["field"] for item in given}
    if missing:
        raise DefinitionError(f"Persyaratan: berkas “{min(missing)}” di formulir belum disebut.")


def _check_letter(definition: ServiceDefinition) -> None:
    letter = definition.letter
    if letter is None:
        return
    if not isinstance(letter, dict) or not isinstance(letter.get("blocks"), list):
        raise DefinitionError("Surat: isi “blocks”, sebuah daftar.")
    for part in ("title", "subject", "classification"):
        _text(letter, part, 160)
    check_placeholders(letter, answer_names(definition.form), answer_names(definition.officer_form))


def _text(data: Mapping[str, Any], name: str, longest: int, *, may_be_empty: bool = False) -> str:
    value = data.get(name)
    if not isinstance(value, str) or len(value) > longest or not (value.strip() or may_be_empty):
        raise DefinitionError(f"Definisi layanan: “{name}” wajib diisi, paling panjang {longest} huruf.")
    return value
