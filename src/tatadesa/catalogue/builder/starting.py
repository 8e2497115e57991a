"""What a new service can begin with: nothing, the shipped library, another service of the office, a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tatadesa.catalogue.builder.content import Content
from tatadesa.catalogue.builder.followers import plain_letter, printed
from tatadesa.catalogue.commands import LIBRARY
from tatadesa.catalogue.definition import CONTENT, ServiceDefinition, read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.workflow import DEFAULT
from tatadesa.core.errors import DomainError, InvalidInput, NotFound

MAX_FILE = 512 * 1024
_CLASSIFICATION = "400"
_PROCEDURE = [
    "Isi formulir dan lampirkan berkas.",
    "Petugas memeriksa; bila ada yang kurang, Anda diberi tahu apa yang harus diperbaiki.",
    "Kepala desa atau sekretaris desa menandatangani surat.",
    "Surat diunduh dari halaman permohonan.",
]
_COMPLAINTS = (
    "Sampaikan kepada petugas pelayanan atau sekretaris desa di kantor desa pada jam kerja, atau lewat SP4N-LAPOR! "
    "di lapor.go.id."
)


@dataclass(frozen=True)
class Template:
    """A service of the shipped library."""

    slug: str
    name: str
    summary: str
    category: str
    fields: int


def blank(name: str, category: str) -> Content:
    """A service with the usual way through the office and no question yet."""
    content: Content = {
        "name": name,
        "category": category,
        "summary": f"Layanan {name}.",
        "keywords": "",
        "icon": "surat",
        "requirements": [],
        "standard": {
            "requirements": printed([]),
            "procedure": _PROCEDURE,
            "time": "1 hari kerja",
            "work_days": 1,
            "cost": "Gratis",
            "product": name,
            "complaints": _COMPLAINTS,
        },
        "workflow": DEFAULT,
        "form": {"fields": []},
        "officer_form": {"fields": []},
        "rules": {},
        "handling": {},
    }
    content["letter"] = plain_letter(content, _CLASSIFICATION)
    return {part: content[part] for part in (*CONTENT, "category")}


def templates(search: str = "") -> list[Template]:
    """The shipped library by name; every word of ``search`` must be somewhere in a service's words."""
    words = search.casefold().split()[:8]
    return [template for template, text in _library() if all(word in text for word in words)]


def from_library(slug: str) -> Content:
    """The content of a shipped service; raises ``NotFound``."""
    return content_in(definition_of_library(slug))


def definition_of_library(slug: str) -> ServiceDefinition:
    """A shipped service; raises ``NotFound``."""
    if slug not in {template.slug for template, _ in _library()}:
        raise NotFound("Contoh ini tidak ada di pustaka.")
    return _definition(slug)


def from_file(data: bytes) -> tuple[Content, str]:
    """The content of a service file and its slug; raises ``InvalidInput`` saying what is wrong with the file."""
    if len(data) > MAX_FILE:
        raise _wrong(f"Berkas terlalu besar. Paling besar {MAX_FILE // 1024} KB.")
    try:
        text = data.decode("utf-8-sig")
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong("Ini bukan berkas layanan. Pilih berkas .json yang diunduh dari tombol Unduh berkas.") from None
    if "\\u0000" in text or "\0" in text:
        raise _wrong("Berkas berisi huruf kosong (NUL) yang tidak bisa disimpan.")
    try:
        definition = read_definition(parsed)
    except DomainError as error:
        raise _wrong(f"Berkas layanan belum benar. {error.message}") from error
    except RecursionError:
        raise _wrong("Berkas layanan bersusun terlalu dalam.") from None
    return content_in(definition), definition.slug


def content_in(definition: ServiceDefinition) -> Content:
    """The content of a checked definition."""
    return {**definition.content(), "category": definition.category}


def as_file(slug: str, position: int, content: Mapping[str, Any]) -> str:
    """The content as one JSON file, as ``from_file`` and ``tatadesa services load`` read it."""
    place = {"slug": slug, "category": content["category"], "position": position}
    return json.dumps({**place, **content}, ensure_ascii=False, indent=2) + "\n"


def _wrong(words: str) -> InvalidInput:
    return InvalidInput({"berkas": words}, words)


@cache
def _library() -> tuple[tuple[Template, str], ...]:
    """Every shipped service with the words it is found by; read once, the files come with the program."""
    found = [_template(_definition(path.parent.name)) for path in sorted(LIBRARY.glob("*/service.json"))]
    return tuple(sorted(found, key=lambda pair: pair[0].name))


def _template(definition: ServiceDefinition) -> tuple[Template, str]:
    template = Template(
        definition.slug, definition.name, definition.summary, definition.category, len(definition.form["fields"])
    )
    text = f"{definition.name} {definition.summary} {definition.keywords} {definition.category}".casefold()
    return template, text


def _definition(slug: str) -> ServiceDefinition:
    path = LIBRARY / slug / "service.json"
    try:
        return read_definition(json.loads(path.read_text(encoding="utf-8")))
    except DomainError as error:
        raise DefinitionError(f"{slug}: {error.message}") from error
