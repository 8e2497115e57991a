"""Service definitions as files: ``tatadesa services load`` and ``tatadesa services export``."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.definition import ServiceDefinition, definition_of, read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import no_fields
from tatadesa.catalogue.queries import published
from tatadesa.core.errors import DomainError
from tatadesa.offices.queries import office_by_code

BUILTIN = "builtin"
LIBRARY = Path(__file__).resolve().parent / "library"
_MAX_BYTES = 1024 * 1024
_MAY_BE_ABSENT = ("rules", "handling", "officer_form")


def load(source: str, office_code: str) -> dict[str, int]:
    """Publish every definition of ``source`` at an office: all or none.

    ``source`` is ``builtin`` or a folder with ``<slug>/service.json`` files. Gives the counts ``added``,
    ``changed`` and ``unchanged``. Raises ``NotFound`` for the office and ``DefinitionError`` naming the file.
    """
    office = office_by_code(office_code)
    definitions = [_read(path) for path in _files(source)]
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with transaction.atomic():
        for definition in definitions:
            version, is_new = publish(office, definition)
            outcome = "unchanged" if not is_new else "added" if version.number == 1 else "changed"
            counts[outcome] += 1
    return counts


def export(slug: str, office_code: str) -> str:
    """The published definition of a service as JSON, in the form ``load`` reads; raises ``NotFound``."""
    definition = definition_of(published(office_by_code(office_code), slug))
    place = {"slug": definition.slug, "category": definition.category, "position": definition.position}
    content = definition.content()
    absent = {name for name in _MAY_BE_ABSENT if not content[name] or content[name] == no_fields()}
    said = {name: value for name, value in content.items() if name not in absent}
    return json.dumps({**place, **said}, ensure_ascii=False, indent=2) + "\n"


def _files(source: str) -> list[Path]:
    folder = LIBRARY if source == BUILTIN else Path(source)
    files = sorted(folder.glob("*/service.json"))
    if not files:
        raise DefinitionError(f"Tidak ada berkas <slug>/service.json di folder {source}.")
    return files


def _read(path: Path) -> ServiceDefinition:
    where = f"{path.parent.name}/{path.name}"
    try:
        definition = read_definition(_json(path))
    except DomainError as error:
        raise DefinitionError(f"{where}: {error.message}") from error
    if definition.slug != path.parent.name:
        raise DefinitionError(f"{where}: “slug” harus sama dengan nama foldernya.")
    return definition


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DefinitionError("berkas terlalu besar.")
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise DefinitionError(f"bukan JSON yang bisa dibaca ({error}).") from error
    if "\\u0000" in text:
        raise DefinitionError("berisi huruf kosong (NUL) yang tidak bisa disimpan.")
    return data
