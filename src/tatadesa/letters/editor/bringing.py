"""A letter from a file: one that this system wrote (.json), or a plain Word document (.docx). Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.letters import template
from tatadesa.letters.editor import word
from tatadesa.letters.editor.form import TAKEN

LARGEST_FILE = 2 * 1024 * 1024


def letter_in_file(name: str, data: bytes, letterhead: Sequence[str]) -> dict[str, Any]:
    """The parts of the letter that the file brings; ``letterhead`` are the lines that are left out of a Word file.

    Raises ``InvalidInput`` for ``berkas`` with what to do.
    """
    if len(data) > LARGEST_FILE:
        raise _refused("Berkas terlalu besar. Paling besar 2 MB.")
    if name.lower().endswith(".docx"):
        return word.letter_in(data, letterhead)
    if name.lower().endswith(".json"):
        return _from_json(data)
    raise _refused("Pilih berkas .docx dari Word, atau .json yang diunduh dari sini.")


def _from_json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused("Berkas ini rusak atau bukan surat dari TataDesa. Unduh ulang, lalu coba lagi.") from error
    letter = found.get("letter") if isinstance(found, dict) else None
    if not isinstance(letter, dict):
        raise _refused("Berkas ini tidak berisi surat. Pilih berkas yang diunduh dari tab Surat.")
    try:
        template.read(letter)
    except DomainError as error:
        raise _refused(error.message) from error
    return {key: letter.get(key) for key in TAKEN}


def _refused(words: str) -> InvalidInput:
    return InvalidInput({"berkas": words}, words)
