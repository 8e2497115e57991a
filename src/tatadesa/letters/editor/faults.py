"""What is wrong with a template, part by part, in words for whoever writes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.builder.content import Content
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.placeholders import check_placeholders
from tatadesa.core.errors import DomainError
from tatadesa.forms.letter_names import answer_names
from tatadesa.letters import template
from tatadesa.letters.template import TemplateError

GAP = "[isi di sini]"
"""What stands for a dotted blank of a Word file until the operator says what belongs there."""

_HEAD = {"title": "x", "subject": "x", "classification": "x"}


def part_name(position: int) -> str:
    """The name under which faults of the part at ``position`` (from 0) stand."""
    return f"bagian-{position}"


def faults(letter: Mapping[str, Any], content: Content) -> dict[str, str]:
    """Words by ``judul``, ``perihal``, ``part_name`` or ``""`` for the whole; empty for a letter that can be issued.

    ``content`` brings the forms whose answers the letter may name.
    """
    found: dict[str, str] = {}
    for name, key in (("judul", "title"), ("perihal", "subject")):
        text = letter.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > 160:
            found[name] = "Isi bagian ini, paling panjang 160 huruf."
    blocks = letter.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= template.MAX_BLOCKS:
        return {**found, "": f"Surat berisi 1 sampai {template.MAX_BLOCKS} bagian."}
    for position, block in enumerate(blocks):
        words = _fault_of(block, content)
        if not words and GAP in repr(block):
            words = f"Ganti tulisan “{GAP}” dengan nama dari daftar, atau hapus."
        if words:
            found[part_name(position)] = words
    if not found:
        found = _whole(letter, content)
    return found


def _fault_of(block: Any, content: Content) -> str:
    """What is wrong with one part, empty when nothing: a letter of this part alone is checked."""
    alone = {**_HEAD, "blocks": [block]}
    return _said(alone, content)


def _whole(letter: Mapping[str, Any], content: Content) -> dict[str, str]:
    words = _said(letter, content)
    return {"": words} if words else {}


def _said(letter: Mapping[str, Any], content: Content) -> str:
    answers, officers = answer_names(content["form"]), _officer_names(content)
    try:
        template.check(letter, answers, content["form"])
        check_placeholders(letter, answers, officers)
    except (TemplateError, DefinitionError) as error:
        return _plain(error)
    return ""


def _officer_names(content: Content) -> frozenset[str]:
    form = content.get("officer_form") or {}
    return answer_names(form) if form.get("fields") else frozenset()


def _plain(error: DomainError) -> str:
    """The words after ``Templat surat, bagian 1:``, which the page says by where they stand."""
    words = error.message.partition(": ")[2] or error.message
    return words[:1].upper() + words[1:]
