"""What the buttons of the editor do to a letter before anything is kept. Pure.

``aksi`` names what is pressed: ``tambah``; ``naik-N``, ``turun-N``, ``gandakan-N``, ``hapus-N``, ``syarat-N`` (open the
condition) and ``kolom-N`` (columns as the source has them) of the part whose inputs are numbered N; ``ttd-tambah``,
``ttd-naik-N``, ``ttd-turun-N``, ``ttd-hapus-N``; for an attachment with its prefix, ``l0-naik-2``. Of the whole letter:
``ttd-atur``, ``ttd-baku`` (by the service's handling again), ``lampiran-tambah``, ``lampiran-naik-N``,
``lampiran-turun-N``, ``lampiran-hapus-N``, ``lampiran-buka-N`` (show the inputs of this folded one, and of no other).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from tatadesa.letters.editor.names import Offers, TableSource
from tatadesa.letters.editor.parts import IDENTITY, KINDS, PARAGRAPH, TABLE, PartForm, asking
from tatadesa.letters.editor.signing_form import WHO_WORDS, SignForm, new
from tatadesa.letters.signatures import MAX_SIGNATURES
from tatadesa.letters.template import MAX_ATTACHMENTS, MAX_BLOCKS

_PART = re.compile(r"(l[0-9]{1,2}-)?(naik|turun|hapus|gandakan|syarat|kolom)-([0-9]{1,2})")
_SIGN = re.compile(r"(l[0-9]{1,2}-)?ttd-(naik|turun|hapus)-([0-9]{1,2})")
_ADD = re.compile(r"(l[0-9]{1,2}-)?(tambah|ttd-tambah)")
_PAGES = re.compile(r"lampiran-(naik|turun|hapus|buka)-([0-9]{1,2})")
_FIRST_COLUMNS = 4


@dataclass(frozen=True)
class Section:
    """Parts and signatures of the letter or of an attachment, with the numbers of their inputs."""

    parts: tuple[PartForm, ...]
    signatures: tuple[SignForm, ...] = ()
    part_numbers: tuple[int, ...] = ()
    sign_numbers: tuple[int, ...] = ()
    title: str = ""


@dataclass
class Desk:
    """The letter while a button is at work: its sections by prefix, the letter's own first.

    ``opened`` is the place of the attachment that is to be shown.
    """

    sections: dict[str, Section]
    has_own_signatures: bool
    opened: int | None = None


def acted(desk: Desk, post: QueryDict, offers: Offers) -> str:
    """Do what was pressed; gives the anchor of what it was done to, empty for nothing."""
    act = str(post.get("aksi", ""))
    if act in _WHOLE:
        return _WHOLE[act](desk, offers)
    if found := _PAGES.fullmatch(act):
        return _move_pages(desk, found[1], f"l{int(found[2])}-")
    for pattern, do in ((_ADD, _add), (_PART, _on_part), (_SIGN, _on_sign)):
        found = pattern.fullmatch(act)
        if found and (found[1] or "") in desk.sections:
            prefix = found[1] or ""
            section, anchor = do(desk.sections[prefix], found, prefix, post, offers)
            desk.sections[prefix] = section
            return _anchor(desk, prefix, anchor)
    return ""


def new_part(kind: str, offers: Offers) -> PartForm:
    """A part that has just been added, filled so that it shows what it is for."""
    if kind == IDENTITY:
        return PartForm(kind, names=("nama", "nik", "alamat"))
    if kind == TABLE and offers.tables:
        source = offers.tables[0]
        return PartForm(kind, source=source.code, rows=_columns(source))
    return PartForm(kind)


def _columns(source: TableSource) -> tuple[tuple[str, str, str], ...]:
    return tuple((words, f"{{baris.{name}}}", "") for name, words in source.names[:_FIRST_COLUMNS])


Done = tuple[Section, str]


def _add(section: Section, found: re.Match[str], prefix: str, post: QueryDict, offers: Offers) -> Done:
    if found[2] == "ttd-tambah":
        who = str(post.get(f"{prefix}ttd-baru", ""))
        if who not in WHO_WORDS or len(section.signatures) >= MAX_SIGNATURES:
            return section, ""
        return replace(section, signatures=(*section.signatures, new(who))), f"t-{len(section.signatures)}"
    kind, after = str(post.get(f"{prefix}jenis-baru", "")), str(post.get(f"{prefix}letak", ""))
    if kind not in KINDS or len(section.parts) >= MAX_BLOCKS:
        return section, ""
    parts, place = list(section.parts), len(section.parts)
    if after.isascii() and after.isdecimal() and int(after[:3]) in section.part_numbers:
        place = section.part_numbers.index(int(after[:3])) + 1
    parts.insert(place, new_part(kind, offers))
    return replace(section, parts=tuple(parts)), f"b-{place}"


def _on_part(section: Section, found: re.Match[str], prefix: str, post: QueryDict, offers: Offers) -> Done:
    if int(found[3]) not in section.part_numbers:
        return section, ""
    parts, place = list(section.parts), section.part_numbers.index(int(found[3]))
    part = parts[place]
    match found[2]:
        case "gandakan" if len(parts) < MAX_BLOCKS:
            parts.insert(place + 1, part)
            place += 1
        case "syarat":
            parts[place] = asking(part)
        case "kolom":
            source = offers.table(part.source)
            parts[place] = replace(part, rows=_columns(source)) if source is not None else part
        case verb:
            place = _moved(parts, place, verb)
    return replace(section, parts=tuple(parts)), f"b-{place}"


def _on_sign(section: Section, found: re.Match[str], prefix: str, post: QueryDict, offers: Offers) -> Done:
    if int(found[3]) not in section.sign_numbers:
        return section, ""
    signatures = list(section.signatures)
    place = _moved(signatures, section.sign_numbers.index(int(found[3])), found[2])
    return replace(section, signatures=tuple(signatures)), f"t-{place}"


def _moved(things: list[Any], place: int, verb: str) -> int:
    """Move or remove the one at ``place``; gives where it is now, or what stands where it was."""
    if verb == "hapus":
        del things[place]
        return max(place - 1, 0)
    other = place - 1 if verb == "naik" else place + 1
    if verb in ("naik", "turun") and 0 <= other < len(things):
        things[place], things[other] = things[other], things[place]
        return other
    return place


def _move_pages(desk: Desk, verb: str, prefix: str) -> str:
    prefixes = [one for one in desk.sections if one]
    if prefix not in prefixes:
        return ""
    place = _moved(prefixes, prefixes.index(prefix), verb)
    if verb == "buka":
        desk.opened = place
    desk.sections = {one: desk.sections[one] for one in ("", *prefixes)}
    return f"lampiran-{place}"


def _anchor(desk: Desk, prefix: str, anchor: str) -> str:
    """As the page will number it: attachments count from nought again."""
    if not anchor or not prefix:
        return anchor
    return f"l{[one for one in desk.sections if one].index(prefix)}-{anchor}"


def _own_signatures(desk: Desk, offers: Offers) -> str:
    desk.has_own_signatures = True
    desk.sections[""] = replace(desk.sections[""], signatures=offers.usual_signatures or (new("signer"),))
    return "j-ttd"


def _usual_signatures(desk: Desk, offers: Offers) -> str:
    desk.has_own_signatures = False
    return "j-ttd"


def _more_pages(desk: Desk, offers: Offers) -> str:
    if len(desk.sections) > MAX_ATTACHMENTS:
        return ""
    free = next(one for place in range(MAX_ATTACHMENTS + 1) if (one := f"l{place}-") not in desk.sections)
    desk.sections[free] = Section((PartForm(PARAGRAPH),), title="LAMPIRAN")
    return f"lampiran-{len(desk.sections) - 2}"


_WHOLE: dict[str, Callable[[Desk, Offers], str]] = {
    "ttd-atur": _own_signatures,
    "ttd-baku": _usual_signatures,
    "lampiran-tambah": _more_pages,
}
