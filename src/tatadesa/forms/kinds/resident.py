"""A person: one of the own family card, or anybody by NIK, name and birth date, which the register says fit or do not.

Nothing about somebody else comes back but whether all three fit together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import one_line, storable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks, people
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.dates import parse_date
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.kinds.base import Kind, Mark, part_anchors, typed
from tatadesa.forms.kinds.nik import Nik
from tatadesa.forms.lookups import PersonCard

FAMILY, REGISTER, OTHER = "keluarga", "register", "lain"
SOURCES = (FAMILY, OTHER)
_INPUTS = ("siapa", "nik", "nama", "lahir")
_FACTS = _INPUTS[1:]
_TRIPLE = ("nik", "nama", "tanggal_lahir")
# Of whom the register tells no birth date, it tells nothing more than a name: not one of the card.
_PREFILLS = {
    "penduduk.orang": ("penduduk.nik", "penduduk.nama", "penduduk.tanggal_lahir"),
    "pasangan.orang": ("pasangan.nik", "pasangan.nama", "pasangan.tanggal_lahir"),
    "ayah.orang": ("ayah.nik", "ayah.nama", "ayah.tanggal_lahir"),
    "ibu.orang": ("ibu.nik", "ibu.nama", "ibu.tanggal_lahir"),
    "keluarga.kepala_orang": ("keluarga.kepala_nik", "keluarga.kepala", "keluarga.kepala_tanggal_lahir"),
}
_SEXES = {"laki-laki": "Laki-laki", "perempuan": "Perempuan"}
_LONGEST_NAME = 120
_OLDEST = 150
_NIK = Nik()
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNREADABLE = "Isian ini tidak terbaca. Isi lagi."
_NOT_THERE = "Orang ini tidak ada di Kartu Keluarga. Pilih lagi."
_FITS = "Cocok dengan data penduduk."
_DIFFERS = "Tidak cocok dengan data penduduk."
_NOT_SELF = "Ini pemohon sendiri. Pilih orang lain."
_UNASKED = "Belum diperiksa dengan data penduduk."


class Resident(Kind):
    """Options: ``sources`` (keluarga, lain; both), ``must_match`` (default: who does not fit is kept and the officer
    sees it), ``who`` (``pembeli``), and whom it may be: ``not_self`` (somebody else than the applicant), ``sex``,
    ``age_min``, ``age_max``, ``relation`` (a list of ``ibu``, ``anak``; of the family only).
    """

    name = "resident"
    title = "Penduduk (keluarga atau dengan NIK)"
    seconds = 40
    can_prefill = True
    is_typed = False
    prefills = frozenset(_PREFILLS)
    options = frozenset({"sources", "must_match", "who", "not_self", "sex", "age_min", "age_max", "relation"})

    def check(self, field: Field) -> None:
        """Known sources and a condition that somebody can meet."""
        sources = field.get("sources", list(SOURCES))
        if not isinstance(sources, list) or not sources or not set(map(str, sources)) <= set(SOURCES):
            raise SchemaError("pilihan “sources” berisi “keluarga”, “lain”, atau keduanya.")
        checks.truth(field, "must_match")
        checks.truth(field, "not_self")
        checks.words(field, "who", 60)
        if "sex" in field and field["sex"] not in _SEXES:
            raise SchemaError("pilihan “sex” harus “laki-laki” atau “perempuan”.")
        checks.whole(field, "age_min", 0, _OLDEST)
        checks.whole(field, "age_max", 0, _OLDEST)
        checks.ordered(field, "age_min", "age_max")
        relation = field.get("relation", ["ibu"])
        if not isinstance(relation, list) or not relation or not all(isinstance(word, str) for word in relation):
            raise SchemaError("pilihan “relation” berisi daftar hubungan, misalnya [“ibu”].")

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """Who, and the three inputs of somebody else."""
        return rest in _INPUTS

    def read(self, field: Field, post: QueryDict) -> dict[str, str]:
        """What was chosen and typed; nothing else is believed."""
        given = {name: storable(str(post.get(f"{field['id']}__{name}", ""))) for name in _INPUTS}
        return given if any(text.strip() for text in given.values()) else {}

    def clean(self, field: Field, raw: object, context: FormContext) -> dict[str, Any] | None:
        """The person with all that the own card says, or three facts and whether they fit."""
        if raw in (None, "", {}):
            return None
        if not isinstance(raw, dict):
            raise Invalid(_UNREADABLE)
        if raw.get("dari") == REGISTER and _is_whole(raw):
            return dict(raw)
        given = _given(raw)
        if raw.get("dari") == FAMILY:
            card = people.by_nik(context.people.family(), given["nik"])
            if card is not None or not context.people.at_counter:
                return _of_family(field, card, context)
        if given["siapa"] and given["siapa"] != OTHER:
            return _of_family(field, people.by_id(context.people.family(), given["siapa"]), context)
        if not any(given[name] for name in _FACTS):
            return None
        if OTHER not in _sources(field):
            raise Invalid("Pilih salah satu orang dari daftar.", {"siapa": "Pilih salah satu orang dari daftar."})
        return _other(field, given, raw.get("cocok"), context)

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Where the person was found, three facts and whether they fit; of the known also the rest."""
        texts = {name: {"type": "string"} for name in people.PARTS if name != "tempat_tanggal_lahir"}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **texts,
                "dari": {"type": "string", "enum": [FAMILY, REGISTER, OTHER]},
                # True, false, or null while nobody has asked.
                "cocok": {"enum": [True, False, None]},
            },
            "required": ["dari", *_TRIPLE, "cocok"],
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """``SITI AMINAH, NIK 3302…, lahir …``; empty while it is not finished."""
        return ", ".join(people.told(value)) if isinstance(value, dict) and "dari" in value else ""

    def lines(self, field: Field, value: Any) -> list[str]:
        """Name, NIK, birth, relation."""
        told = people.told(value) if isinstance(value, dict) and "dari" in value else []
        return [f"{fact[0].upper()}{fact[1:]}" for fact in told]

    def mark(self, field: Field, value: Any) -> Mark | None:
        """Whether the three fit."""
        if not isinstance(value, dict) or "dari" not in value:
            return None
        agrees = value.get("cocok")
        return Mark(agrees, _FITS if agrees else _UNASKED if agrees is None else _DIFFERS)

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """Each fact by its name; of somebody else only three are known."""
        return people.parts(value)

    def part_names(self, field: Field) -> frozenset[str]:
        """Those of ``parts``."""
        return frozenset(people.PARTS)

    def missing(self, field: Field) -> str:
        """What to do when nobody is named."""
        who = field.get("who", "orangnya")
        return f"Pilih {who}." if _sources(field) == [FAMILY] else f"Pilih {who}, atau isi NIK, nama dan tanggal lahir."

    def from_register(self, field: Field, key: str, register: Mapping[str, Any]) -> Any:
        """One of the own family card, by NIK; None for nobody."""
        nik, name, born = (str(register.get(source) or "") for source in _PREFILLS[key])
        return {"dari": FAMILY, "nik": nik, "nama": name, "tanggal_lahir": born} if nik and born else None

    def same(self, answer: Any, register: Any) -> bool:
        """The same NIK."""
        if not isinstance(answer, dict) or not isinstance(register, dict):
            return bool(answer == register)
        return bool(answer.get("nik") == register.get("nik"))

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """What makes it an answer: somebody of the family, or a NIK; the rest is for the server to judge."""
        return {"there": ["siapa", "nik"], "undecided": OTHER}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The family to choose from, what stands in the inputs, and what the register said of it."""
        given = _shown(raw, context)
        sources = _sources(field)
        family = _offered(field, context) if FAMILY in sources else []
        mark = _mark_of(raw, given, context)
        return {
            "family": [(card.id, card.name, people.known_as(card, context.today)) for card in family],
            "takes_others": OTHER in sources,
            "given": given,
            "part_anchors": part_anchors(field, _INPUTS, "siapa" if family or OTHER not in sources else "nik"),
            "birth_input": "date" if not given["lahir"] or _ISO.fullmatch(given["lahir"]) else "text",
            "mark": mark if given["siapa"] == OTHER else None,
            "who": field.get("who", ""),
            "must_match": bool(field.get("must_match")),
            "at_counter": context.people.at_counter,
        }


def _sources(field: Field) -> list[str]:
    return list(field.get("sources", SOURCES))


def _given(raw: Mapping[str, Any]) -> dict[str, str]:
    """The inputs, of an answer as typed or as kept of somebody else."""
    given = {name: typed(raw.get(name)).strip() for name in _INPUTS}
    if "dari" in raw:
        given.update(siapa=OTHER, lahir=typed(raw.get("tanggal_lahir")).strip())
    return given


def _is_whole(raw: Mapping[str, Any]) -> bool:
    """An officer found this person by NIK; only the server makes such an answer."""
    texts = {name: value for name, value in raw.items() if name != "cocok"}
    names = {*people.PARTS, "dari"} - {"tempat_tanggal_lahir"}
    return raw.get("cocok") is True and texts.keys() == names and all(isinstance(text, str) for text in texts.values())


def _offered(field: Field, context: FormContext) -> Sequence[PersonCard]:
    """Those of the family who may be named."""
    return [card for card in context.people.family() if not _objection(field, card, context.today)]


def _objection(field: Field, card: PersonCard, today: date) -> str:
    if field.get("not_self") and people.is_self(card):
        return _NOT_SELF
    relations = field.get("relation")
    if relations and (card.relation or "pemohon") not in relations:
        return f"Pilih {' atau '.join(relations)}."
    return _wrong_sex_or_age(field, card.sex, card.birth_date, today)


def _wrong_sex_or_age(field: Field, sex: str, born: str, today: date) -> str:
    wanted, years = _SEXES.get(field.get("sex", "")), people.age(born, today)
    if wanted and sex != wanted:
        return f"Orang ini harus {wanted.lower()}."
    if years < field.get("age_min", 0):
        return f"Orang ini harus berumur paling sedikit {field['age_min']} tahun."
    if years > field.get("age_max", _OLDEST):
        return f"Orang ini harus berumur paling banyak {field['age_max']} tahun."
    return ""


def _of_family(field: Field, card: PersonCard | None, context: FormContext) -> dict[str, Any]:
    if card is None or FAMILY not in _sources(field):
        raise Invalid(_NOT_THERE, {"siapa": _NOT_THERE})
    words = _objection(field, card, context.today)
    if words:
        raise Invalid(words, {"siapa": words})
    return _known(FAMILY, card, context.today)


def _known(source: str, card: PersonCard, today: date) -> dict[str, Any]:
    years = str(people.age(card.birth_date, today))
    return {"dari": source, **people.kept(card), "umur": years, "cocok": True}


def _other(field: Field, given: Mapping[str, str], before: object, context: FormContext) -> dict[str, Any]:
    """Somebody by three facts; at the counter the NIK alone finds a resident of the village."""
    at_counter = context.people.at_counter
    problems: dict[str, str] = {}
    nik = _part("nik", problems, lambda: _NIK.clean({}, given["nik"], context) or "")
    if nik and field.get("not_self") and people.is_self(people.by_nik(context.people.family(), nik)):
        raise Invalid(_NOT_SELF, {"nik": _NOT_SELF})
    card = context.people.card_by_nik(nik) if nik and at_counter else None
    if card is not None:
        words = _wrong_sex_or_age(field, card.sex, card.birth_date, context.today)
        if words:
            raise Invalid(words, {"nik": words})
        return _known(REGISTER, card, context.today)
    name = _part("nama", problems, lambda: _name(given["nama"]))
    born = _part("lahir", problems, lambda: _birth_date(given["lahir"], context.today))
    if nik and at_counter and not given["nama"] and not given["lahir"]:
        raise Invalid("NIK ini tidak ada di data penduduk desa ini. Isi juga nama dan tanggal lahir.", problems)
    empty = {"nik": "Isi NIK, 16 angka.", "nama": "Isi nama lengkap.", "lahir": "Isi tanggal lahir."}
    problems.update({part: words for part, words in empty.items() if not given[part]})
    if not problems:
        sex = _SEXES["perempuan" if int(nik[6:8]) > 40 else "laki-laki"]
        words = _wrong_sex_or_age(field, sex, born, context.today)
        problems.update({"lahir": words} if words else {})
    if problems:
        raise Invalid(next(iter(problems.values())), problems)
    fits = before if isinstance(before, bool) else context.people.check(nik, name, date.fromisoformat(born))
    if field.get("must_match") and not fits:
        raise Invalid(
            f"{_UNASKED} Tekan “Periksa data ini”, atau coba lagi satu jam lagi."
            if fits is None
            else f"{_DIFFERS} Periksa lagi NIK, nama, dan tanggal lahir dengan KTP atau KK."
        )
    return {"dari": OTHER, "nik": nik, "nama": name, "tanggal_lahir": born, "cocok": fits}


def _part(part: str, problems: dict[str, str], clean: Callable[[], str]) -> str:
    try:
        return clean()
    except Invalid as error:
        problems[part] = error.words
        return ""


def _name(text: str) -> str:
    name = one_line(text)
    if len(name) > _LONGEST_NAME:
        raise Invalid(f"Nama terlalu panjang. Paling banyak {_LONGEST_NAME} huruf.")
    return name


def _birth_date(text: str, today: date) -> str:
    if not text:
        return ""
    born = parse_date(text)
    if born > today:
        raise Invalid("Tanggal lahir tidak boleh sesudah hari ini.")
    return born.isoformat()


def _shown(raw: object, context: FormContext) -> dict[str, str]:
    """What stands in the inputs: somebody of the family by id, somebody else by three facts."""
    empty = dict.fromkeys(_INPUTS, "")
    if not isinstance(raw, dict):
        return empty
    try:
        given = {**empty, **_given(raw)}
        if raw.get("dari") == FAMILY:
            card = people.by_nik(context.people.family(), given["nik"])
            if card is not None or not context.people.at_counter:
                return {**empty, "siapa": card.id if card is not None else ""}
    except Invalid:
        return empty
    if any(given[name] for name in _FACTS) and not given["siapa"]:
        given["siapa"] = OTHER
    try:
        return {**given, "lahir": parse_date(given["lahir"]).isoformat()}
    except Invalid:
        return given


def _mark_of(raw: object, given: Mapping[str, str], context: FormContext) -> Mark | None:
    """What the register said of the three facts that stand there; None while they are not complete."""
    agrees = raw.get("cocok") if isinstance(raw, dict) else None
    if not isinstance(agrees, bool):
        try:
            nik = _NIK.clean({}, given["nik"], context)
            name, born = _name(given["nama"]), _birth_date(given["lahir"], context.today)
        except Invalid:
            return None
        if not nik or not name or not born:
            return None
        agrees = context.people.remembered(nik, name, date.fromisoformat(born))
    return Mark(agrees, _FITS if agrees else _UNASKED if agrees is None else _DIFFERS)
