"""Who signs a letter, as inputs: in the order of the page, and what the buttons do to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import one_line
from tatadesa.letters.editor.parts import LONGEST, LONGEST_BASE, brought, carried, put
from tatadesa.letters.signatures import SignatureSpec

SIGNER, COSIGNER, PERSON, APPLICANT = "signer", "cosigner", "person", "applicant"
WHO_WORDS = {
    COSIGNER: "Mengetahui (camat, ketua RT, pejabat lain)",
    PERSON: "Saksi atau orang lain",
    APPLICANT: "Pemohon",
    SIGNER: "Penanda tangan kantor",
}
SIDE_WORDS = {"left": "Di kiri", "right": "Di kanan", "center": "Di tengah"}
# What each says of itself, by the ends of the inputs' names.
_SAYS = {
    SIGNER: (),
    COSIGNER: ("title", "position", "name", "number"),
    PERSON: ("title", "name"),
    APPLICANT: ("title", "name"),
}
_NAMES = {"title": "sebutan", "position": "jabatan", "name": "nama", "number": "nomor"}
_USUAL = {APPLICANT: {"title": "Pemohon", "name": "{penduduk.nama}"}}


@dataclass(frozen=True)
class SignForm:
    """One signature as its inputs show it; ``origin`` and ``base`` as with a part."""

    who: str
    side: str
    title: str = ""
    position: str = ""
    name: str = ""
    number: str = ""
    origin: int | None = None
    base: str = ""

    @property
    def words(self) -> str:
        """Who it is."""
        return WHO_WORDS.get(self.who, "Penanda tangan lain")

    def says(self, what: str) -> bool:
        """Whether the page asks for ``what`` (title, position, name, number)."""
        return what in _SAYS.get(self.who, ())


def new(who: str) -> SignForm:
    """One that has just been added."""
    usual = _USUAL.get(who, {})
    title = {COSIGNER: "Mengetahui,", PERSON: "Saksi"}.get(who, usual.get("title", ""))
    return SignForm(who, side_of(who), title=title, name=usual.get("name", ""))


def side_of(who: str) -> str:
    """Where one stands of whom nothing is said."""
    return "right" if who == SIGNER else "left"


def sign_of(data: Mapping[str, Any], origin: int | None) -> SignForm:
    """The inputs of one signature of a template."""
    who, usual = str(data.get("who", "")), _USUAL.get(str(data.get("who", "")), {})
    side = data.get("side")
    texts = {key: one_line(str(data.get(key) or usual.get(key, ""))) for key in _NAMES}
    more = data.keys() - {"who", "side", *_SAYS.get(who, ())}
    return SignForm(
        who,
        side if side in SIDE_WORDS else side_of(who),
        **texts,
        origin=origin,
        base=brought(data, origin, is_whole=not more),
    )


def from_spec(spec: SignatureSpec) -> SignForm:
    """The inputs of one that the service's handling brings."""
    return SignForm(spec.who, spec.side, spec.title, spec.position, spec.name, spec.number)


def typed_sign(post: QueryDict, name: str) -> SignForm | None:
    """The signature in the inputs that begin with ``name``; None for whom nobody knows."""
    who, side, origin = (str(post.get(f"{name}-{end}", "")) for end in ("siapa", "sisi", "asal"))
    if who not in WHO_WORDS:
        return None
    made = SignForm(who, side if side in SIDE_WORDS else side_of(who))
    texts = {key: one_line(str(post.get(f"{name}-{end}", "")))[:LONGEST] for key, end in _NAMES.items()}
    place = int(origin) if origin.isdecimal() and len(origin) < 3 else None
    base = str(post.get(f"{name}-dasar", ""))[:LONGEST_BASE]
    return replace(made, **{key: text for key, text in texts.items() if made.says(key)}, origin=place, base=base)


def signature_of(sign: SignForm, kept: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The template's own words for it; one that was not changed is as it was kept."""
    origin = kept[sign.origin] if sign.origin is not None and sign.origin < len(kept) else carried(sign.base)
    base = deepcopy(dict(origin)) if origin.get("who") == sign.who else {}
    if base and sign_of(base, sign.origin) == sign:
        return base
    base["who"] = sign.who
    put(base, "side", sign.side, usual=side_of(sign.who))
    usual = _USUAL.get(sign.who, {})
    for key in _NAMES:
        if sign.says(key):
            put(base, key, getattr(sign, key), usual=usual.get(key, ""))
    return base
