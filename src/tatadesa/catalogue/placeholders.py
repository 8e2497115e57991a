"""What a letter template may name. Its layout is the letters room's own matter; here only names are checked."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.prefill import KEYS

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Offices and letters bring their own names, known only further up.
_ELSEWHERE = ("kantor.", "surat.")


def check_placeholders(letter: Any, answer_names: Collection[str], officer_names: Collection[str] = ()) -> None:
    """Raise ``DefinitionError`` when ``letter`` names an answer the form does not have, or an unknown source.

    ``officer_names`` are those of the officers' own fields.
    """
    for name in (name for text in _texts(letter) for name in _PLACEHOLDER.findall(text)):
        source, _, rest = name.partition(".")
        if source == "jawaban" and rest not in answer_names:
            raise DefinitionError(f"Surat: {{{name}}} tidak ada di formulir.")
        if source == "petugas" and rest not in officer_names:
            raise DefinitionError(f"Surat: {{{name}}} tidak ada di isian petugas.")
        if source not in ("jawaban", "petugas") and name not in KEYS and not name.startswith(_ELSEWHERE):
            raise DefinitionError(f"Surat: {{{name}}} tidak dikenal.")


def _texts(part: Any) -> Iterator[str]:
    """All strings anywhere inside JSON."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
