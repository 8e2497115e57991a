"""What a letter template may name. Its layout is the letters room's own matter; here only names are checked."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.prefill import KEYS

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FAMILY = "keluarga.anggota"
"""What tables call the rows of the family card; the register's data has them as JSON under this key."""
# Offices and letters bring their own names, known only further up.
_ELSEWHERE = ("kantor.", "surat.", "baris.")


def check_placeholders(letter: Any, answer_names: Collection[str], officer_names: Collection[str] = ()) -> None:
    """Raise ``DefinitionError`` when ``letter`` names an answer the form does not have, or an unknown source.

    ``officer_names`` are those of the officers' own fields.
    """
    for whole in (whole for text in _texts(letter) for whole in _PLACEHOLDER.findall(text)):
        # What stands behind a bar is a filter, the letters room's own matter.
        name = whole.partition("|")[0]
        source, _, rest = name.partition(".")
        if source == "jawaban" and rest not in answer_names:
            raise DefinitionError(f"Surat: {{{name}}} tidak ada di formulir.")
        if source == "petugas" and rest not in officer_names:
            raise DefinitionError(f"Surat: {{{name}}} tidak ada di isian petugas.")
        if source not in ("jawaban", "petugas") and name not in KEYS and not name.startswith(_ELSEWHERE):
            raise DefinitionError(f"Surat: {{{name}}} tidak dikenal.")


def names_family(letter: Any) -> bool:
    """Whether ``letter`` lists the applicant's family card (a table of ``FAMILY``)."""
    return FAMILY in _texts(letter)


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
