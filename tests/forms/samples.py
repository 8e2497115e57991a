"""Fields, files and answers the tests of forms share."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tatadesa.forms.cleaning import FileInfo, FormContext
from tests.forms import more_kinds, neighbourhood

TODAY = date(2026, 11, 24)
PHOTO = "0193a0b2-0000-7000-8000-000000000001"
PDF = "0193a0b2-0000-7000-8000-000000000002"
FILES = {
    PHOTO: FileInfo(PHOTO, "kk.jpg", "image/jpeg", 120_000),
    PDF: FileInfo(PDF, "akta.pdf", "application/pdf", 90_000),
}
CONTEXT = FormContext(TODAY, FILES, people=neighbourhood.SmallVillage(), regions=neighbourhood.SmallTree())
CHOICES = [{"key": "ya", "label": "Ya"}, {"key": "tidak", "label": "Tidak"}]

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)


def field(kind: str, **options: Any) -> dict[str, Any]:
    """One field called ``isian``."""
    extra = {"choices": CHOICES} if kind in ("choice", "choices") else {}
    if kind == "group":
        extra = {"fields": [{"id": "nama", "kind": "short_text", "label": "Nama", "required": True}]}
    return {"id": "isian", "kind": kind, "label": "Isian", **extra, **options}


def form(*fields: dict[str, Any]) -> dict[str, Any]:
    """A form of these fields."""
    return {"fields": list(fields)}


# Whatever might reach cleaning: typed text of every sort, kept values, and shapes no browser sends.
RAW = st.one_of(
    st.text(max_size=300),
    st.from_regex(r"[0-9.,/: +-]{0,24}", fullmatch=True),
    st.sampled_from(["ya", "tidak", "2026-11-24", "31-02-2026", "3302076505909001", "0812-3456-7890", "08.30", PHOTO]),
    st.dates().map(date.isoformat),
    st.times().map(lambda time: f"{time:%H:%M}"),
    st.integers(),
    st.none(),
    st.booleans(),
    st.floats(),
    st.lists(st.sampled_from([PHOTO, PDF, "x", "", None, 7]), max_size=7),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    neighbourhood.TYPED,
    more_kinds.RAW,
)


def bounds(low: int, high: int) -> st.SearchStrategy[dict[str, int]]:
    """Options ``min`` and ``max`` in order, each perhaps absent."""
    pair = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return pair.flatmap(
        lambda ends: st.sampled_from([{}, {"min": ends[0]}, {"max": ends[1]}, {"min": ends[0], "max": ends[1]}])
    )


def _lengths(high: int, usual: int) -> st.SearchStrategy[dict[str, int]]:
    return (
        bounds(1, high)
        .map(lambda found: {f"{end}_length": value for end, value in found.items()})
        .map(lambda found: found if found.get("min_length", 1) <= found.get("max_length", usual) else {})
    )


PATTERNS = [
    {"pattern": pattern, "pattern_words": "Tulis seperti pada contohnya."}
    for pattern in (r"[A-Z]{1,2} \d{1,4} [A-Z]{1,3}", r"\d{3}(?:\.\d{3})*", r"[^@]+@[^@ ]+\.[a-z]{2,}", "ya|tidak|.{5}")
]
_DAYS = st.sampled_from(["today", "+7d", "-30d", "2020-01-31"])
OPTIONS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "short_text": st.one_of(_lengths(300, 120), st.sampled_from(PATTERNS)),
    "long_text": _lengths(5000, 500),
    "number": st.tuples(bounds(0, 10**6), st.sampled_from([{}, {"decimals": 1}, {"decimals": 2}])).map(
        lambda both: {**both[0], **both[1]}
    ),
    "money": bounds(0, 10**9),
    "date": st.one_of(
        st.just({}),
        _DAYS.map(lambda day: {"max": day}),
        _DAYS.map(lambda day: {"min": day}),
        st.just({"weekday": True}),
        bounds(0, 120).map(lambda ages: {f"age_{end}": value for end, value in ages.items()}),
    ),
    "time": st.just({}),
    "choice": st.integers(2, 12).map(
        lambda count: {"choices": [{"key": f"k{n}", "label": f"Pilihan {n}"} for n in range(count)]}
    ),
    "file": st.fixed_dictionaries({}, optional={"max_files": st.integers(1, 5), "photo_only": st.booleans()}),
    "phone": st.just({}),
    "nik": st.just({}),
    "statement": st.just({}),
    **neighbourhood.OPTIONS,
    **more_kinds.OPTIONS,
    "heading": st.just({}),
    "note": st.just({}),
}
OPTIONS["group"] = more_kinds.groups(OPTIONS)


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """Forms of every kind of field in any order that ``check_schema`` accepts."""
    kinds = draw(st.lists(st.sampled_from(sorted(OPTIONS)), min_size=1, max_size=12))
    fields = [
        {
            "id": f"isian_{position}",
            "kind": kind,
            "label": draw(WORDS),
            "required": draw(st.booleans()),
            "help": draw(st.one_of(st.just(""), WORDS)),
            **draw(OPTIONS[kind]),
        }
        for position, kind in enumerate(kinds)
    ]
    return form({"id": "nama", "kind": "short_text", "label": "Nama", "prefill": "penduduk.nama"}, *fields)
