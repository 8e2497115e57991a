"""Options of the kinds with more than a line of text, and what might be typed into them."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tatadesa.forms.kinds.photo import FRAMES

Options = st.SearchStrategy[dict[str, Any]]
Input = tuple[str, str]
Typed = Callable[[dict[str, Any]], st.SearchStrategy[list[Input]]]

EMAILS = st.one_of(
    st.from_regex(r" ?[a-z.+_']{0,8}@?[a-z0-9-]{0,6}\.?(com|id|go\.id|con|test|c-|1)\.? ?", fullmatch=True),
    st.sampled_from(
        "Siti@GMAIL.com siti@gmail.con siti@gmial.com sitigmail.com gmail.com a@b@c.id é@x.id a@xn--p1ai.id "
        f"a@localhost a@desa.local {'x' * 250}@a.id siti@{'a.' * 130}id a@b..id".split()
    ),
)
CARD_NUMBERS = st.one_of(
    st.from_regex(r"(33|09|10|11)[0-9]{4}[0-3][0-9][01][0-9][0-9]{2}(0000|[0-9]{4})", fullmatch=True),
    st.from_regex(r"[0-9]{2}[. -]?[0-9]{12,15}x?", fullmatch=True),
)
DEGREES = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,3}([.,][0-9]{0,8})?", fullmatch=True),
    st.floats(-12, 7).map(lambda number: f"{number:.9f}"),
    st.floats(94, 142).map(lambda number: f"{number:.7f}".replace(".", ",")),
    st.sampled_from(["", "-7,5", "109.25", "-7.512345, 109.234567", "-7,5 109,2", "-0", "1e3", "utara"]),
)


def _choices(count: int) -> Options:
    keys = {"choices": [{"key": f"k{number}", "label": f"Pilihan {number}"} for number in range(count)]}
    pair = st.tuples(st.integers(1, count), st.integers(1, count)).map(sorted)
    return pair.flatmap(
        lambda ends: st.sampled_from([{}, {"min_choices": ends[0]}, {"min_choices": ends[0], "max_choices": ends[1]}])
    ).map(lambda bounds: {**keys, **bounds})


OPTIONS: dict[str, Options] = {
    "choices": st.integers(2, 9).flatmap(_choices),
    "yes_no": st.just({}),
    "email": st.just({}),
    "no_kk": st.just({}),
    "map_point": st.just({}),
    "signature": st.just({}),
    "photo": st.fixed_dictionaries(
        {}, optional={"frame": st.sampled_from(sorted(FRAMES)), "max_files": st.integers(1, 5)}
    ),
}
IN_ROWS = (
    "short_text",
    "number",
    "money",
    "date",
    "time",
    "choice",
    "choices",
    "yes_no",
    "phone",
    "email",
    "nik",
    "no_kk",
)


@st.composite
def groups(draw: st.DrawFn, options: dict[str, Options]) -> dict[str, Any]:
    """Options of a group of one to three fields."""
    kinds = draw(st.lists(st.sampled_from(IN_ROWS), min_size=1, max_size=3))
    fields = [
        {"id": name, "kind": kind, "label": name, "required": draw(st.booleans()), **draw(options[kind])}
        for name, kind in zip("abc", kinds, strict=False)
    ]
    for field in fields:
        field.pop("not_before", None)
    return {"fields": fields, "min_rows": draw(st.integers(0, 2)), "max_rows": draw(st.integers(2, 4))}


_CELLS = st.one_of(
    st.none(), st.text(max_size=6), EMAILS, CARD_NUMBERS, st.sampled_from(["ya", "tidak", "k1", ["k0", "k1"], True, 7])
)
RAW = st.one_of(
    EMAILS,
    CARD_NUMBERS,
    st.lists(st.sampled_from(["k0", "k1", "k7", "x"]), max_size=5),
    st.dictionaries(st.sampled_from(["lat", "lng", "accuracy"]), st.one_of(DEGREES, st.floats(), st.integers())),
    st.lists(st.dictionaries(st.sampled_from("abcd"), _CELLS, max_size=4), max_size=6),
)


def _line(strategy: st.SearchStrategy[str]) -> Typed:
    return lambda field: strategy.map(lambda text: [(field["id"], text)])


def _ticks(field: dict[str, Any]) -> st.SearchStrategy[list[Input]]:
    keys = [*(choice["key"] for choice in field["choices"]), "lain"]
    return st.lists(st.sampled_from(keys), max_size=5).map(lambda ticked: [(field["id"], key) for key in ticked])


def _point(field: dict[str, Any]) -> st.SearchStrategy[list[Input]]:
    names = ("lintang", "bujur", "akurasi")
    three = st.tuples(DEGREES, DEGREES, st.sampled_from(["", "12", "1.5", "-3"]))
    return three.map(lambda texts: [(f"{field['id']}__{name}", text) for name, text in zip(names, texts, strict=True)])


TYPED: dict[str, Typed] = {
    "choices": _ticks,
    "yes_no": _line(st.sampled_from(["ya", "tidak", "", "mungkin"])),
    "email": _line(EMAILS),
    "no_kk": _line(CARD_NUMBERS),
    "map_point": _point,
}


def rows(typed: dict[str, Typed]) -> Typed:
    """What may stand in the rows of a group."""

    @st.composite
    def draw_rows(draw: st.DrawFn, field: dict[str, Any]) -> list[Input]:
        inputs = []
        for index in range(draw(st.integers(0, 4))):
            inputs.append((f"{field['id']}__baris", str(index)))
            for inner in field["fields"]:
                named = {**inner, "id": f"{field['id']}__{index}__{inner['id']}"}
                inputs += draw(st.one_of(st.just([(named["id"], "")]), typed[inner["kind"]](named)))
        return inputs

    return draw_rows
