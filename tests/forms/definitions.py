"""Random forms with conditions, and what people might type into them.

A new kind adds its options to ``samples.OPTIONS`` and, where it is more than one line of text, its inputs to ``TYPED``.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import QueryDict
from hypothesis import strategies as st

from tatadesa.forms.cleaning import FormContext
from tatadesa.forms.operands import ANSWER, type_of
from tatadesa.forms.registry import KINDS, kind_of
from tests.forms import more_kinds
from tests.forms.samples import FILES, OPTIONS, PDF, PHOTO, TODAY, WORDS, form

REGISTER = {
    "penduduk.nama": "SITI AMINAH",
    "penduduk.umur": "17",
    "penduduk.jenis_kelamin": "Perempuan",
    "penduduk.dusun": "Krajan",
    "penduduk.tanggal_lahir": "2009-11-24",
    "keluarga.jumlah_anggota": "4",
    "penduduk.telepon": "",
}
CONTEXT = FormContext(TODAY, FILES, register=REGISTER)
Input = tuple[str, str]
"""The name of an input and what stands in it."""

_ODD = "\u00a0\ufeff\u200b\u202e\u0301\u3000\u2028\x85\x1c\x07\t\n é🙂ﬁ"
_TEXT = st.text(st.one_of(st.characters(min_codepoint=32, max_codepoint=126), st.sampled_from(_ODD)), max_size=24)
_NUMBERS = st.from_regex(r"-?[0-9]{0,4}(\.[0-9]{1,3}){0,2}(,[0-9-]{0,3})?", fullmatch=True)
_MONEY = st.tuples(st.sampled_from(["", "Rp", "rp. ", "RP.\u00a0", "Rp\ufeff"]), _NUMBERS).map("".join)
_DATES = st.one_of(
    st.dates(date(1890, 1, 1), date(2205, 1, 1)).map(date.isoformat),
    st.dates(date(1999, 12, 25), date(2000, 3, 3)).map(lambda day: f"{day:%d/%m/%Y}"),
    st.integers(-40, 40).map(lambda days: date.fromordinal(TODAY.toordinal() + days).isoformat()),
    st.from_regex(r"[0-3]?[0-9][-/.][01]?[0-9][-/.][0-9]{4}", fullmatch=True),
    st.sampled_from(["2000-02-29", "29-02-1900", "0000-01-01", "2009-11-25"]),
)
_NIKS = st.one_of(
    st.from_regex(r"(33|32|31|99)[0-9]{4}[0-7][0-9][01][0-9][0-9]{2}[0-9]{4}", fullmatch=True),
    st.sampled_from(
        ["3302076505909001", "33.02.07.65.05.90.9001", "3302076505900000", "330207650590900x", "3300076505909001"]
    ),
)
_PHONES = st.from_regex(r"(\+?62|0|8| \(0)[-. ]?[0-9]{2,4}\)?[- .]?[0-9]{3,5}[- .]?[0-9]{0,5}", fullmatch=True)
_TIMES = st.from_regex(r"[0-2]?[0-9][:.][0-6][0-9]([:.][0-5][0-9])?", fullmatch=True)
_PLATES = st.sampled_from(["R 1234 AB", "r 1 a", "AB 12 C", "123.456", "siti@desa.id", "tidak", "a.b.c"])


def _lines(*likely: st.SearchStrategy[str]) -> Callable[[dict[str, Any]], st.SearchStrategy[list[Input]]]:
    return lambda field: st.one_of(*likely, _TEXT).map(lambda text: [(field["id"], text)])


def _keys(field: dict[str, Any]) -> st.SearchStrategy[list[Input]]:
    keys = [choice["key"] for choice in field["choices"]]
    return st.sampled_from([*keys, *keys, "", "lain"]).map(lambda key: [(field["id"], key)])


def _files(field: dict[str, Any]) -> st.SearchStrategy[list[Input]]:
    ids = st.lists(st.sampled_from([PHOTO, PDF]), max_size=3).map(lambda ids: [(field["id"], one) for one in ids])
    extra = st.sampled_from([[], [(f"{field['id']}__hapus", PHOTO)], [(f"{field['id']}__kertas", "1")]])
    return st.tuples(ids, extra).map(lambda both: both[0] + both[1])


def _photos(field: dict[str, Any]) -> st.SearchStrategy[list[Input]]:
    return st.sampled_from([[], [(field["id"], PHOTO)], [(field["id"], PHOTO), (f"{field['id']}__hapus", PHOTO)]])


TYPED: dict[str, Callable[[dict[str, Any]], st.SearchStrategy[list[Input]]]] = {
    "short_text": _lines(_PLATES, _TIMES),
    "long_text": _lines(st.lists(_TEXT, max_size=5).map("\r\n".join)),
    "number": _lines(_NUMBERS),
    "money": _lines(_MONEY),
    "date": _lines(_DATES),
    "time": _lines(_TIMES),
    "phone": _lines(_PHONES),
    "nik": _lines(_NIKS),
    "choice": _keys,
    "statement": lambda field: st.sampled_from([[], [(field["id"], "ya")], [(field["id"], "tidak")]]),
    "file": _files,
    "photo": _photos,
    "signature": _photos,
    **more_kinds.TYPED,
}
TYPED["group"] = more_kinds.rows(TYPED)


def literals(name: str, sort: str, fields: dict[str, dict[str, Any]]) -> st.SearchStrategy[Any]:
    """Values that ``jawaban.<id>`` or a register key of this sort may be compared with."""
    if sort in ("key", "keys"):
        choices = fields[name.removeprefix(ANSWER)]["choices"]
        return st.sampled_from([choice["key"] for choice in choices])
    return {
        "text": st.sampled_from(["ya", "TIDAK", "krajan", "Perempuan", "R 1234 AB", "6281234567890"]),
        "truth": st.booleans(),
        "number": st.one_of(st.integers(-5, 1500), st.sampled_from([17, 1.5, 0])),
        "date": st.one_of(st.sampled_from(["today", "+7d", "-30d"]), st.dates(date(1990, 1, 1)).map(date.isoformat)),
        "time": st.times().map(lambda time: f"{time:%H:%M}"),
    }[sort]


_EQUALS = ["is", "is_not", "in", "not_in"]
_ORDER = ["at_least", "at_most", "more_than", "less_than"]
_OPS = {
    "text": _EQUALS,
    "key": _EQUALS,
    "keys": ["has"],
    "truth": ["is", "is_not"],
    "number": _EQUALS + _ORDER,
    "date": [*_EQUALS, *_ORDER, "age_at_least", "age_below"],
    "time": _EQUALS + _ORDER,
    "": [],
}


@st.composite
def conditions(draw: st.DrawFn, fields: dict[str, dict[str, Any]], depth: int = 3) -> dict[str, Any]:
    """A condition over these fields and the register."""
    shape = draw(st.sampled_from(["of", "of", "of", "all", "any", "not"])) if depth > 1 else "of"
    if shape == "not":
        return {"not": draw(conditions(fields, depth - 1))}
    if shape != "of":
        return {shape: draw(st.lists(conditions(fields, depth - 1), min_size=1, max_size=3))}
    answers = [ANSWER + name for name in fields]
    name = draw(st.sampled_from([*answers, *answers, *REGISTER] if answers else list(REGISTER)))
    sort = type_of(name, fields)
    op = draw(st.sampled_from([*_OPS[sort], *_OPS[sort], "filled", "empty"]))
    if op in ("filled", "empty"):
        return {"of": name, "op": op}
    if op in ("age_at_least", "age_below"):
        return {"of": name, "op": op, "to": draw(st.integers(0, 40))}
    if op in ("in", "not_in"):
        return {"of": name, "op": op, "to": draw(st.lists(literals(name, sort, fields), min_size=1, max_size=3))}
    like = [other for other in [*answers, *REGISTER] if other != name and type_of(other, fields) == sort != "keys"]
    if like and draw(st.booleans()):
        return {"of": name, "op": op, "to": {"of": draw(st.sampled_from(like))}}
    return {"of": name, "op": op, "to": draw(literals(name, sort, fields))}


@st.composite
def conditional_forms(draw: st.DrawFn, kinds: list[str] | None = None) -> dict[str, Any]:
    """Forms of these kinds (all without) whose fields come, go and are required with earlier answers."""
    chosen = draw(st.lists(st.sampled_from(kinds or sorted(OPTIONS)), min_size=1, max_size=8))
    earlier: dict[str, dict[str, Any]] = {}
    fields = [{"id": "nama", "kind": "short_text", "label": "Nama", "prefill": "penduduk.nama"}]
    for position, kind in enumerate(chosen):
        name = f"isian_{position}"
        field = {"id": name, "kind": kind, "label": draw(WORDS), "required": draw(st.booleans()), **draw(OPTIONS[kind])}
        if draw(st.booleans()):
            field["show_if"] = draw(conditions(earlier))
        asks = KINDS[kind].takes_answer
        if asks and not field["required"] and not KINDS[kind].always_required and draw(st.booleans()):
            field["require_if"] = draw(conditions(earlier))
        same = [one for one in earlier if earlier[one]["kind"] == kind]
        if same and kind in ("date", "time"):
            field["not_before"] = draw(st.sampled_from(same))
        fields.append(field)
        if asks:
            earlier[name] = field
    return form(*fields)


@st.composite
def filled(draw: st.DrawFn, schema: dict[str, Any]) -> list[Input]:
    """What the browser has in the inputs of the form."""
    inputs = []
    for field in schema["fields"]:
        if kind_of(field).takes_answer and draw(st.integers(0, 4)):
            inputs += draw(TYPED[field["kind"]](field))
    return inputs


def posted(inputs: list[Input]) -> QueryDict:
    """The inputs as the server gets them."""
    post = QueryDict(mutable=True)
    for name, value in inputs:
        post.appendlist(name, value)
    return post
