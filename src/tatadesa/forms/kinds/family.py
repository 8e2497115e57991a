"""Members of a family card: the applicant's own, at the counter any of the village by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import storable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks, people
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, part_anchors, typed
from tatadesa.forms.lookups import PersonCard

MOST = 30
_INPUTS = ("no_kk", "anggota")
_MEMBER = ("nik", "nama", "tanggal_lahir", "jenis_kelamin", "hubungan")
_LONGEST = 40
_UNREADABLE = "Isian ini tidak terbaca. Isi lagi."


class Family(Kind):
    """Options: ``min_members``, ``max_members``, ``with_applicant`` (default true; false leaves the applicant out)."""

    name = "family"
    title = "Anggota keluarga (dari KK)"
    seconds = 30
    options = frozenset({"min_members", "max_members", "with_applicant"})

    def check(self, field: Field) -> None:
        """Bounds in order."""
        checks.whole(field, "min_members", 1, MOST)
        checks.whole(field, "max_members", 1, MOST)
        checks.ordered(field, "min_members", "max_members")
        checks.truth({"with_applicant": True, **field}, "with_applicant")

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """The ticks; the card's number is typed at the counter."""
        return rest in _INPUTS

    def read(self, field: Field, post: QueryDict) -> dict[str, Any]:
        """The card's number and the ids that were ticked; empty when the card was not there to tick."""
        name = field["id"]
        if not any(f"{name}__{part}" in post for part in _INPUTS):
            return {}
        ticked = [storable(str(one)) for one in post.getlist(f"{name}__anggota")][: 2 * MOST]
        return {"no_kk": storable(str(post.get(f"{name}__no_kk", ""))).strip(), "anggota": list(dict.fromkeys(ticked))}

    def clean(self, field: Field, raw: object, context: FormContext) -> dict[str, Any] | None:
        """The card's number and a row for each member, as the register has them now."""
        no_kk, wanted = _given(raw)
        if not wanted:
            if no_kk and context.people.at_counter and not _card(no_kk, context):
                raise Invalid(_unknown_card(no_kk), {"no_kk": _unknown_card(no_kk)})
            return None
        card = _offered(field, _card(no_kk, context), context)
        if not card:
            raise Invalid(_unknown_card(no_kk))
        found = [member for member in card if member.id in wanted or member.nik in wanted]
        if len(found) < len(wanted):
            raise Invalid("Ada yang tidak lagi tercatat di Kartu Keluarga ini. Periksa lagi siapa saja yang dicentang.")
        low, high = field.get("min_members", 1), field.get("max_members", MOST)
        if len(found) < low:
            raise Invalid(f"Centang paling sedikit {low} orang.")
        if len(found) > high:
            raise Invalid(f"Centang paling banyak {high} orang.")
        return {"no_kk": found[0].no_kk, "anggota": [_member(member) for member in found]}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """The number and the rows."""
        row = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "string"} for name in _MEMBER},
            "required": list(_MEMBER),
        }
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "no_kk": {"type": "string", "pattern": "^[0-9]{16}$"},
                "anggota": {
                    "type": "array",
                    "items": row,
                    "minItems": field.get("min_members", 1),
                    "maxItems": field.get("max_members", MOST),
                },
            },
            "required": ["no_kk", "anggota"],
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """The members one after the other, with their NIK; empty while none is ticked."""
        return "; ".join(_words(member) for member in _rows(value))

    def lines(self, field: Field, value: Any) -> list[str]:
        """The card's number, then a line for each member."""
        rows = _rows(value)
        return [f"No. KK {value['no_kk']}", *(_words(member) for member in rows)] if rows else []

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """How many, who, and the card's number."""
        rows = _rows(value)
        names = "; ".join(f"{number}. {_words(member)}" for number, member in enumerate(rows, 1))
        return {"jumlah": str(len(rows)), "daftar": names, "no_kk": str(value.get("no_kk") or "")}

    def part_names(self, field: Field) -> frozenset[str]:
        """Those of ``parts``."""
        return frozenset({"jumlah", "daftar", "no_kk"})

    def rows(self, field: Field, value: Any) -> list[dict[str, str]]:
        """Each member in words."""
        told = [people.parts(member) for member in _rows(value)]
        return [{name: words[name] for name in _MEMBER} for words in told]

    def row_names(self, field: Field) -> frozenset[str]:
        """What is kept of a member."""
        return frozenset(_MEMBER)

    def missing(self, field: Field) -> str:
        """What to do when nobody is ticked."""
        low = field.get("min_members", 1)
        return f"Centang paling sedikit {low} orang." if low > 1 else "Centang siapa saja yang dimaksud."

    def hint(self, field: Field) -> str:
        """How many."""
        high = field.get("max_members")
        return f"Paling banyak {high} orang." if high else ""

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """What makes it an answer: somebody ticked; the rest is for the server to judge."""
        return {"there": ["anggota"]}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The card's people to tick, and at the counter which card it is."""
        try:
            no_kk, wanted = _given(raw)
        except Invalid:
            no_kk, wanted = "", []
        at_counter, own_card = context.people.at_counter, context.people.family()
        card = _offered(field, _card(no_kk, context) or (() if at_counter else own_card), context)
        own = own_card[0].no_kk if own_card else ""
        return {
            "members": [
                {
                    "id": member.id,
                    "name": member.name,
                    "nik": member.nik,
                    "known_as": people.known_as(member, context.today) if member.no_kk == own else "",
                    "ticked": member.id in wanted or member.nik in wanted,
                }
                for member in card
            ],
            "no_kk": no_kk or own,
            "at_counter": at_counter,
            "part_anchors": part_anchors(field, _INPUTS, "anggota"),
            "unknown": _unknown_card(no_kk or own) if not card else "",
        }


def _given(raw: object) -> tuple[str, list[str]]:
    """The card's number (empty for the own) and ids or NIKs of members, of an answer as typed or as kept."""
    if raw in (None, "", {}, []):
        return "", []
    if not isinstance(raw, dict) or not isinstance(raw.get("anggota", []), list):
        raise Invalid(_UNREADABLE)
    members = raw.get("anggota", [])
    wanted = [typed(one.get("nik") if isinstance(one, dict) else one) for one in members]
    number = "".join(typed(raw.get("no_kk")).split()).replace(".", "").replace("-", "")
    return number[:_LONGEST], list(dict.fromkeys(one for one in wanted if one))


def _card(no_kk: str, context: FormContext) -> Sequence[PersonCard]:
    """The living of the card; without a number of the own one."""
    own = context.people.family()
    if not no_kk or any(member.no_kk == no_kk for member in own):
        return own
    return context.people.family_by_no_kk(no_kk)


def _offered(field: Field, card: Sequence[PersonCard], context: FormContext) -> list[PersonCard]:
    applicant = next(iter(context.people.family()), None)
    keeps_out = applicant is not None and not field.get("with_applicant", True)
    return [member for member in card if not keeps_out or applicant is None or member.id != applicant.id]


def _unknown_card(no_kk: str) -> str:
    if not no_kk:
        return "Kartu Keluarga pemohon belum ada di data penduduk. Hubungi kantor desa."
    return "No. KK ini tidak ada di data penduduk desa ini. Periksa lagi 16 angkanya."


def _member(card: PersonCard) -> dict[str, str]:
    known = people.kept(card)
    return {name: known[name] for name in _MEMBER}


def _rows(value: Any) -> list[dict[str, Any]]:
    """The members of a kept answer; none of one that was only typed."""
    rows = value.get("anggota", []) if isinstance(value, dict) else []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _words(member: Mapping[str, Any]) -> str:
    words = people.parts(member)
    facts = (f"NIK {words['nik']}", f"lahir {words['tanggal_lahir']}", words["jenis_kelamin"], words["hubungan"])
    return ", ".join(part for part in (words["nama"], *facts) if part)
