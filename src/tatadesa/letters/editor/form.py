"""A letter as inputs, part by part in the order of the page, and what the buttons do to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import many_lines, one_line
from tatadesa.letters.template import IDENTITY_LABELS, MAX_BLOCKS, MAX_ROWS, PAPERS

OPENING, IDENTITY, PARAGRAPH, ROWS, CLOSING = "opening", "identity", "paragraph", "rows", "closing"
KINDS = {
    PARAGRAPH: "Alinea",
    IDENTITY: "Data pemohon",
    ROWS: "Daftar keterangan",
    OPENING: "Pembuka",
    CLOSING: "Penutup",
}
PAPER_WORDS = {"": "Seperti kantor", **{paper: paper for paper in PAPERS}}
_ACT = re.compile(r"(naik|turun|hapus|gandakan)-([0-9]{1,2})")
_LONGEST = 4000
"""More than any text may have, so that one that is too long is shown as it was typed and refused in words."""


@dataclass(frozen=True)
class PartForm:
    """One part as its inputs show it.

    ``origin`` is the place the part has in the kept letter, so that what the page does not show of it stays; None for
    a new one. A ``kind`` the page does not know is shown and kept whole.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    origin: int | None = None

    @property
    def words(self) -> str:
        """What the part is called."""
        return KINDS.get(self.kind, "Bagian lain")

    @property
    def is_known(self) -> bool:
        """Whether the page has inputs for it."""
        return self.kind in KINDS


@dataclass(frozen=True)
class LetterForm:
    """The whole letter; ``errors`` as ``faults.faults`` names them."""

    title: str
    subject: str
    paper: str
    parts: tuple[PartForm, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


def form_of(letter: Mapping[str, Any], *, is_kept: bool = True) -> LetterForm:
    """The inputs as ``letter`` fills them; one that is not kept yet (copied, read from a file) has no origins."""
    return LetterForm(
        _string(letter.get("title")),
        _string(letter.get("subject")),
        letter["paper"] if letter.get("paper") in PAPERS else "",
        tuple(_part(block, place if is_kept else None) for place, block in enumerate(letter.get("blocks") or ())),
    )


def read(post: QueryDict) -> LetterForm:
    """The letter as typed, after what the pressed button did (``aksi``: tambah, naik-N, turun-N, hapus-N, gandakan-N).

    ``urut`` names the parts in the order of the page, so that moving one needs no new names.
    """
    order = dict.fromkeys(given for given in post.getlist("urut") if given.isdecimal() and len(given) < 3)
    parts = [_typed(post, f"b-{number}") for number in list(order)[:MAX_BLOCKS]]
    paper = str(post.get("kertas", ""))
    return LetterForm(
        one_line(str(post.get("judul", "")))[:_LONGEST],
        one_line(str(post.get("perihal", "")))[:_LONGEST],
        paper if paper in PAPERS else "",
        tuple(_acted(parts, post)),
    )


def letter_of(form: LetterForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """The template the inputs make; what they do not show stays as it is in ``before``."""
    blocks = before.get("blocks") or []
    made = [_block(part, blocks) for part in form.parts]
    return {
        **deepcopy(dict(before)),
        "title": form.title,
        "subject": form.subject,
        "paper": form.paper or None,
        "blocks": [block for block in made if block is not None],
    }


def words_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What an edit did to the letter, for the history and the button that takes it back."""
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


def _part(block: Mapping[str, Any], origin: int | None) -> PartForm:
    kind = _string(block.get("kind"))
    rows = block.get("rows") or []
    if kind == IDENTITY:
        return PartForm(kind, names=tuple(map(str, rows)), origin=origin)
    if kind == ROWS:
        return PartForm(kind, rows=tuple((str(label), str(text)) for label, text in rows), origin=origin)
    return PartForm(kind, text=_string(block.get("text")), origin=origin)


def _typed(post: QueryDict, name: str) -> PartForm:
    kind, origin = str(post.get(f"{name}-jenis", "")), str(post.get(f"{name}-asal", ""))
    pairs = zip_longest(post.getlist(f"{name}-label"), post.getlist(f"{name}-isi"), fillvalue="")
    rows = [(_cell(label), _cell(text)) for label, text in list(pairs)[: MAX_ROWS + 1]]
    return PartForm(
        kind,
        many_lines(str(post.get(f"{name}-teks", "")))[:_LONGEST],
        tuple(row for row in rows if any(row)),
        tuple(name for name in post.getlist(f"{name}-data")[: MAX_ROWS + 1] if name in IDENTITY_LABELS),
        int(origin) if origin.isdecimal() and len(origin) < 3 else None,
    )


def _acted(parts: Sequence[PartForm], post: QueryDict) -> list[PartForm]:
    done, act = list(parts), str(post.get("aksi", ""))
    if act == "tambah":
        kind, after = str(post.get("jenis-baru", "")), str(post.get("letak", ""))
        place = int(after) + 1 if after.isdecimal() and len(after) < 3 else len(done)
        if kind in KINDS and len(done) < MAX_BLOCKS:
            done.insert(min(place, len(done)), _new(kind))
        return done
    found = _ACT.fullmatch(act)
    if found is None or int(found[2]) >= len(done):
        return done
    place = int(found[2])
    if found[1] == "hapus":
        del done[place]
    elif found[1] == "gandakan" and len(done) < MAX_BLOCKS:
        done.insert(place + 1, replace(done[place]))
    elif found[1] in ("naik", "turun"):
        other = place - 1 if found[1] == "naik" else place + 1
        if 0 <= other < len(done):
            done[place], done[other] = done[other], done[place]
    return done


def _new(kind: str) -> PartForm:
    return PartForm(kind, names=("nama", "nik", "alamat")) if kind == IDENTITY else PartForm(kind)


def _block(part: PartForm, kept: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """None for a part nobody knows and that is not kept anywhere."""
    origin = kept[part.origin] if part.origin is not None and part.origin < len(kept) else None
    base = deepcopy(dict(origin)) if origin is not None and origin.get("kind") == part.kind else None
    if not part.is_known:
        return base
    block = {**(base or {}), "kind": part.kind}
    if part.kind == IDENTITY:
        block["rows"] = list(part.names)
    elif part.kind == ROWS:
        block["rows"] = [list(row) for row in part.rows]
    elif part.text or part.kind == PARAGRAPH:
        block["text"] = part.text
    else:
        block.pop("text", None)
    return block


def _cell(raw: str) -> str:
    return one_line(raw)[:_LONGEST]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
