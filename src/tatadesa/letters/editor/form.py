"""A letter as inputs, part by part in the order of the page, and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.http import QueryDict

from tatadesa.core.plain import one_line
from tatadesa.forms.context import Field
from tatadesa.letters.editor.acts import Desk, Section, acted
from tatadesa.letters.editor.names import NOTHING, Offers
from tatadesa.letters.editor.parts import (
    KINDS,
    LONGEST,
    LONGEST_BASE,
    PartForm,
    asking,
    block_of,
    brought,
    carried,
    number,
    part_of,
    put,
    typed_part,
)
from tatadesa.letters.editor.signing_form import SignForm, sign_of, signature_of, typed_sign
from tatadesa.letters.signatures import MAX_SIGNATURES
from tatadesa.letters.template import MAX_ATTACHMENTS, MAX_BLOCKS, PAPERS, SIDES

PAPER_WORDS = {"": "Seperti kantor", **{paper: paper for paper in PAPERS}}
ORIENTATION_WORDS = {"portrait": "Tegak", "landscape": "Mendatar"}
MARGIN_WORDS = {"top": "Atas", "right": "Kanan", "bottom": "Bawah", "left": "Kiri"}
TAKEN = (
    *("title", "subject", "paper", "orientation", "margins", "letterhead", "number_line", "code", "source"),
    *("blocks", "signatures", "attachments"),
)
"""What of a letter the page shows, and so what a file or another service brings."""
_SALT = "letters.editor.attachment"
_IN_CONDITION = re.compile(r"((?:l[0-9]-)?b-[0-9]+)-syarat-")
_IN_ATTACHMENT = re.compile(r"l([0-9])-|lampiran-([0-9])")


@dataclass(frozen=True)
class SheetForm:
    """The paper; ``margins`` as typed, by side, empty for the house's own.

    ``code`` and ``source`` mark an official form.
    """

    paper: str = ""
    orientation: str = "portrait"
    margins: Mapping[str, str] = field(default_factory=dict)
    letterhead: bool = True
    number_line: bool = True
    code: str = ""
    source: str = ""


@dataclass(frozen=True)
class AttachmentForm:
    """Further pages; ``section`` are its parts and signatures, ``origin`` and ``base`` as with a part.

    A ``folded`` one has no inputs on the page, for the inputs of all would be more than a request may carry: it is as
    kept or, where that is not what it says, travels whole in ``packed``.
    """

    title: str
    orientation: str
    section: Section
    origin: int | None = None
    base: str = ""
    folded: bool = False
    packed: str = ""


@dataclass(frozen=True)
class LetterForm:
    """The whole letter; ``errors`` as ``faults.faults`` names them.

    ``signatures`` is None where the service's handling says who signs. ``touched`` is the anchor of what a button has
    just done something to.
    """

    title: str
    subject: str
    sheet: SheetForm
    parts: tuple[PartForm, ...]
    signatures: tuple[SignForm, ...] | None = None
    attachments: tuple[AttachmentForm, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    touched: str = ""


def form_of(letter: Mapping[str, Any], fields: Sequence[Field] = (), *, is_kept: bool = True) -> LetterForm:
    """The inputs as ``letter`` fills them; one that is not kept yet (copied, read from a file) has no origins.

    ``fields`` are those of the service's form that answer.
    """
    signatures = letter.get("signatures")
    return LetterForm(
        _string(letter.get("title")),
        _string(letter.get("subject")),
        _sheet(letter),
        _parts(letter, fields, is_kept=is_kept),
        None if signatures is None else _signs(signatures, is_kept=is_kept),
        tuple(
            _attachment(one, place if is_kept else None, fields)
            for place, one in enumerate(letter.get("attachments") or ())
        ),
    )


def folded(
    form: LetterForm, before: Mapping[str, Any], fields: Sequence[Field] = (), but: Collection[int] = ()
) -> LetterForm:
    """``form`` with its attachments folded, except at the places ``but``; ``before`` is the kept letter."""
    attachments = (one if place in but else _folded(one, before, fields) for place, one in enumerate(form.attachments))
    return replace(form, attachments=tuple(attachments))


def opened(form: LetterForm, errors: Mapping[str, str]) -> LetterForm:
    """``form`` with the attachments and conditions open that something is said about."""
    wrong = {int(found[1] or found[2]) for key in errors if (found := _IN_ATTACHMENT.match(key))}
    conditions = {found[1] for key in errors if (found := _IN_CONDITION.match(key))}
    attachments = (
        replace(
            one,
            folded=one.folded and place not in wrong,
            section=replace(one.section, parts=_asking(one.section.parts, f"l{place}-", conditions)),
        )
        for place, one in enumerate(form.attachments)
    )
    return replace(form, parts=_asking(form.parts, "", conditions), attachments=tuple(attachments))


def _asking(parts: Sequence[PartForm], prefix: str, conditions: Collection[str]) -> tuple[PartForm, ...]:
    return tuple(asking(part) if f"{prefix}b-{place}" in conditions else part for place, part in enumerate(parts))


def read(post: QueryDict, offers: Offers = NOTHING, before: Mapping[str, Any] | None = None) -> LetterForm:
    """The letter as typed, after what the pressed button did (``aksi``, see ``acts``).

    ``urut`` names the parts in the order of the page, so that moving one needs no new names; ``ttd-urut`` the
    signatures, ``lampiran-urut`` the attachments, whose inputs all begin with ``l<n>-``. One that is folded
    (``l<n>-lipat``) says what its value says or what ``before`` does, the kept letter; opening one folds the others.
    """
    before = before or {}
    shut = _folded_in(post, before, offers.fields)
    prefixes = [f"l{place}-" for place in _order(post, "lampiran-urut", MAX_ATTACHMENTS)]
    there = [one for one in prefixes if one in shut or f"{one}lipat" not in post]
    sections = {
        one: shut[one].section if one in shut else _typed_section(post, one, offers.fields) for one in ("", *there)
    }
    desk = Desk(sections, bool(post.get("ttd-sendiri")))
    touched = acted(desk, post, offers)
    paper = str(post.get("kertas", ""))
    body, *others = desk.sections.items()
    form = LetterForm(
        _line(post, "judul"),
        _line(post, "perihal"),
        SheetForm(
            paper if paper in PAPERS else "",
            _orientation(post.get("arah")),
            {side: text for side in SIDES if (text := _line(post, f"batas-{side}"))},
            "tanpa-kop" not in post,
            "tanpa-nomor" not in post,
            _line(post, "kode-formulir"),
            _line(post, "sumber-formulir"),
        ),
        body[1].parts,
        body[1].signatures if desk.has_own_signatures else None,
        tuple(shut.get(prefix) or _typed_attachment(post, prefix, section) for prefix, section in others),
        touched=touched,
    )
    if desk.opened is None:
        return form
    shown = replace(form.attachments[desk.opened], folded=False)
    attachments = folded(form, before, offers.fields).attachments
    return replace(form, attachments=(*attachments[: desk.opened], shown, *attachments[desk.opened + 1 :]))


def letter_of(form: LetterForm, before: Mapping[str, Any], fields: Sequence[Field] = ()) -> dict[str, Any]:
    """The template the inputs make; what they do not show stays as it is in ``before``."""
    letter = {**deepcopy(dict(before)), "title": form.title, "subject": form.subject}
    letter |= {"paper": form.sheet.paper or None, "blocks": _blocks(form.parts, before, fields)}
    if form.sheet != _sheet(before):
        put(letter, "orientation", form.sheet.orientation, usual="portrait")
        put(letter, "margins", {side: number(text) for side, text in form.sheet.margins.items()}, usual={})
        put(letter, "letterhead", form.sheet.letterhead, usual=True)
        put(letter, "number_line", form.sheet.number_line, usual=True)
        put(letter, "code", form.sheet.code, usual="")
        put(letter, "source", form.sheet.source, usual="")
    if form.signatures is None:
        letter.pop("signatures", None)
    else:
        letter["signatures"] = _signatures(form.signatures, before)
    put(letter, "attachments", _attachments(form.attachments, before, fields), usual=[])
    return letter


def words_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What an edit did to the letter, for the history and the button that takes it back."""
    for key, words in (("signatures", "Tanda tangan surat diubah"), ("attachments", "Lampiran surat diubah")):
        if (before.get(key) or None) != (after.get(key) or None):
            return words
    old, new = before.get("blocks") or [], after.get("blocks") or []
    if len(new) > len(old):
        return "Bagian surat ditambah"
    if len(new) < len(old):
        return "Bagian surat dihapus"
    changed = [place for place, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return "Judul dan kertas surat diubah"
    if sorted(map(repr, old)) == sorted(map(repr, new)):
        return "Urutan bagian surat diubah"
    if len(changed) > 1:
        return "Isi surat diubah"
    return f"Surat, bagian {changed[0] + 1} ({KINDS.get(new[changed[0]].get('kind'), 'lain').lower()}) diubah"


def _sheet(letter: Mapping[str, Any]) -> SheetForm:
    margins = letter.get("margins") or {}
    return SheetForm(
        letter["paper"] if letter.get("paper") in PAPERS else "",
        _orientation(letter.get("orientation")),
        {side: str(margins[side]) for side in SIDES if side in margins},
        letter.get("letterhead") is not False,
        letter.get("number_line") is not False,
        _string(letter.get("code")),
        _string(letter.get("source")),
    )


def _parts(holder: Mapping[str, Any], fields: Sequence[Field], *, is_kept: bool) -> tuple[PartForm, ...]:
    blocks = enumerate(holder.get("blocks") or ())
    return tuple(part_of(block, place if is_kept else None, fields) for place, block in blocks)


def _signs(given: Sequence[Mapping[str, Any]], *, is_kept: bool) -> tuple[SignForm, ...]:
    return tuple(sign_of(one, place if is_kept else None) for place, one in enumerate(given))


def _attachment(one: Mapping[str, Any], origin: int | None, fields: Sequence[Field]) -> AttachmentForm:
    is_kept = origin is not None
    section = Section(_parts(one, fields, is_kept=is_kept), _signs(one.get("signatures") or (), is_kept=is_kept))
    more = {key: one[key] for key in ("code", "source", "dense", "when") if key in one}
    base = brought(more, origin, is_whole=not more)
    return AttachmentForm(_string(one.get("title")), _orientation(one.get("orientation")), section, origin, base)


def _typed_section(post: QueryDict, prefix: str, fields: Sequence[Field]) -> Section:
    numbers = _order(post, f"{prefix}urut", MAX_BLOCKS)
    signs = [
        (place, typed_sign(post, f"{prefix}t-{place}")) for place in _order(post, f"{prefix}ttd-urut", MAX_SIGNATURES)
    ]
    known = [(place, sign) for place, sign in signs if sign is not None]
    return Section(
        tuple(typed_part(post, f"{prefix}b-{place}", fields) for place in numbers),
        tuple(sign for _, sign in known),
        numbers,
        tuple(place for place, _ in known),
    )


def _folded(one: AttachmentForm, before: Mapping[str, Any], fields: Sequence[Field]) -> AttachmentForm:
    [made] = _attachments((one,), before, fields)
    kept = before.get("attachments") or ()
    is_kept = one.origin is not None and one.origin < len(kept) and kept[one.origin] == made
    return replace(one, folded=True, packed="" if is_kept else signing.dumps(made, salt=_SALT, compress=True))


def _folded_in(post: QueryDict, before: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, AttachmentForm]:
    """The folded attachments by prefix; one that neither the page nor the kept letter has is left out."""
    there = before.get("attachments") or ()
    found = {}
    for place in _order(post, "lampiran-urut", MAX_ATTACHMENTS):
        prefix = f"l{place}-"
        origin, packed = _origin(post, prefix), str(post.get(f"{prefix}lipat", ""))
        if (data := _unpacked(packed)) is not None:
            found[prefix] = replace(_attachment(data, None, fields), origin=origin, folded=True, packed=packed)
        elif f"{prefix}lipat" in post and origin is not None and origin < len(there):
            found[prefix] = replace(_attachment(there[origin], origin, fields), folded=True)
    return found


def _unpacked(packed: str) -> dict[str, Any] | None:
    """Signed, as its shape is trusted; what it says is checked like all that is typed."""
    try:
        made: dict[str, Any] = signing.loads(packed, salt=_SALT)
    except signing.BadSignature:
        return None
    return made


def _typed_attachment(post: QueryDict, prefix: str, section: Section) -> AttachmentForm:
    return AttachmentForm(
        _line(post, f"{prefix}judul") or section.title,
        _orientation(post.get(f"{prefix}arah")),
        section,
        _origin(post, prefix),
        str(post.get(f"{prefix}dasar", ""))[:LONGEST_BASE],
    )


def _origin(post: QueryDict, prefix: str) -> int | None:
    origin = str(post.get(f"{prefix}asal", ""))
    return int(origin) if origin.isascii() and origin.isdecimal() and len(origin) < 3 else None


def _blocks(parts: Sequence[PartForm], before: Mapping[str, Any], fields: Sequence[Field]) -> list[dict[str, Any]]:
    made = [block_of(part, before.get("blocks") or [], fields) for part in parts]
    return [block for block in made if block is not None]


def _signatures(signs: Sequence[SignForm], before: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [signature_of(sign, before.get("signatures") or []) for sign in signs]


def _attachments(
    forms: Sequence[AttachmentForm], before: Mapping[str, Any], fields: Sequence[Field]
) -> list[dict[str, Any]]:
    kept = before.get("attachments") or []
    made = []
    for one in forms:
        is_kept = one.origin is not None and one.origin < len(kept)
        if one.folded and (one.packed or is_kept):
            made.append(_unpacked(one.packed) or deepcopy(dict(kept[one.origin or 0])))
            continue
        base = deepcopy(dict(kept[one.origin or 0])) if is_kept else carried(one.base)
        attachment = {**base, "title": one.title, "blocks": _blocks(one.section.parts, base, fields)}
        put(attachment, "orientation", one.orientation, usual="portrait")
        put(attachment, "signatures", _signatures(one.section.signatures, base), usual=[])
        made.append(attachment)
    return made


def _order(post: QueryDict, name: str, most: int) -> tuple[int, ...]:
    given = dict.fromkeys(one for one in post.getlist(name) if one.isascii() and one.isdecimal() and len(one) < 3)
    return tuple(int(one) for one in list(given)[:most])


def _line(post: QueryDict, name: str) -> str:
    return one_line(str(post.get(name, "")))[:LONGEST]


def _orientation(value: Any) -> str:
    return value if isinstance(value, str) and value in ORIENTATION_WORDS else "portrait"


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
