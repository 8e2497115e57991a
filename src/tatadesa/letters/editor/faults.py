"""What is wrong with a template, part by part, in words for whoever writes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tatadesa.catalogue.builder.content import Content, in_labels
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.placeholders import check_placeholders
from tatadesa.core.errors import DomainError
from tatadesa.forms.letter_names import answer_names
from tatadesa.forms.schema import answering
from tatadesa.letters import template
from tatadesa.letters.editor.form import LetterForm
from tatadesa.letters.editor.parts import PartForm, condition_faults
from tatadesa.letters.editor.word_lines import GAP
from tatadesa.letters.template import TemplateError

_HEAD = {"title": "x", "subject": "x", "classification": "x"}
_PART = {"kind": "closing"}
_SIGNER = {"who": "signer"}


def faults(form: LetterForm, letter: Mapping[str, Any], content: Content) -> dict[str, str]:
    """Words for what keeps ``letter`` (made of ``form``) from being issued; empty when nothing does.

    By ``judul``, ``perihal``, ``kertas``, ``bagian-N``, ``ttd-N``, ``ttd``, ``lampiran-N`` and, inside an attachment,
    ``lN-bagian-N`` and ``lN-ttd-N`` (places on the page, from 0); a row of a condition by the beginning of its inputs'
    names; ``""`` for the whole. ``content`` brings the forms whose answers the letter may name.
    """
    check = _Check(content)
    found: dict[str, str] = {}
    whole = check.said(letter)
    if not whole:
        # What is right as a whole is right in each part, which need not be checked one by one at every keystroke.
        check.is_right = True
    for name, key in (("judul", "title"), ("perihal", "subject")):
        text = letter.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > 160:
            found[name] = "Isi bagian ini, paling panjang 160 huruf."
    found |= _named("kertas", check.said({**letter, **_HEAD, "blocks": [_PART], "signatures": None, "attachments": []}))
    found |= _section(check, "", form.parts, letter)
    if letter.get("signatures") is not None and not any(one.get("who") == "signer" for one in letter["signatures"]):
        found["ttd"] = "Tambahkan penanda tangan kantor: tanpa itu surat tidak bisa terbit."
    for place, (one, pages) in enumerate(zip(form.attachments, letter.get("attachments") or (), strict=True)):
        words = check.said(
            {**_HEAD, "blocks": [_PART], "attachments": [{**pages, "blocks": [_PART], "signatures": []}]}
        )
        found |= _named(f"lampiran-{place}", words)
        found |= _section(check, f"l{place}-", one.section.parts, pages)
    return found or _named("", whole)


def _section(check: _Check, prefix: str, parts: Sequence[PartForm], holder: Mapping[str, Any]) -> dict[str, str]:
    """Of the parts and signatures of the letter or of one attachment."""
    blocks, found = holder["blocks"], dict[str, str]()
    if not 1 <= len(blocks) <= template.MAX_BLOCKS:
        words = f"Isi 1 sampai {template.MAX_BLOCKS} bagian."
        found |= {f"lampiran-{prefix[1:-1]}": words} if prefix else {"": words}
    for place, block in enumerate(blocks):
        name, words = f"{prefix}bagian-{place}", check.part(block)
        if not words and GAP in repr(block):
            words = f"Ganti tulisan “{GAP}” dengan nama dari daftar, atau hapus."
        rows = condition_faults(parts[place], check.fields) if place < len(parts) else {}
        found |= {f"{prefix}b-{place}-syarat-{row}": said for row, said in rows.items()}
        if rows and not words:
            words = "Perbaiki syaratnya: " + " ".join(rows.values())
        found |= _named(name, words)
    for place, sign in enumerate(holder.get("signatures") or ()):
        found |= _named(f"{prefix}ttd-{place}", check.sign(sign))
    return found


def _named(name: str, words: str) -> dict[str, str]:
    return {name: words} if words else {}


class _Check:
    """The check of letters and of pieces of them against one service; what a letter may name is asked once."""

    def __init__(self, content: Content) -> None:
        officers = content.get("officer_form") or {}
        self.form = content["form"]
        self.fields = answering(self.form)
        self.answers = answer_names(self.form)
        self.officers = answer_names(officers) if officers.get("fields") else frozenset[str]()
        self.is_right = False

    def part(self, block: Any) -> str:
        """What is wrong with one part, empty when nothing: a letter of this part alone is checked."""
        return self.said({**_HEAD, "blocks": [block]})

    def sign(self, sign: Mapping[str, Any]) -> str:
        """As ``part``."""
        beside = [] if sign.get("who") == "signer" else [_SIGNER]
        return self.said({**_HEAD, "blocks": [_PART], "signatures": [*beside, sign]})

    def said(self, letter: Mapping[str, Any]) -> str:
        """What is wrong with ``letter``, in the labels people know."""
        if self.is_right:
            return ""
        try:
            template.check(letter, self.answers, self.form)
            check_placeholders(letter, self.answers, self.officers)
        except (TemplateError, DefinitionError) as error:
            return in_labels(_plain(error), self.form)
        return ""


def _plain(error: DomainError) -> str:
    """The words after ``Templat surat, bagian 1:``, which the page says by where they stand."""
    words = error.message.partition(": ")[2] or error.message
    return words[:1].upper() + words[1:]
