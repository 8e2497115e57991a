"""The first row of a sheet: any order, every name known, none missing; and words for whoever got it wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.sheets.layout import read_layout
from tatadesa.residents.sheets.limits import SheetRefused

KEYS = [column.key for column in COLUMNS]
REQUIRED = [column.key for column in COLUMNS if column.is_required]


@given(st.permutations(KEYS))
def test_any_order(keys: list[str]) -> None:
    layout = read_layout(keys)
    assert {COLUMNS[place].key: keys[index] for index, place in layout.named} == {key: key for key in KEYS}


@pytest.mark.parametrize("form", [str.upper, str.title, lambda key: f"  {key} ", lambda key: key.replace("_", " ")])
def test_small_and_capital_letters_and_blanks(form: object) -> None:
    assert read_layout([form(key) for key in REQUIRED]).places == tuple(KEYS.index(key) for key in REQUIRED)  # type: ignore[operator]


def test_an_unknown_name_refuses_the_sheet_and_is_named_with_a_hint() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_layout([*(key for key in KEYS if key != "tanggallahir"), "tgl_lahir", "zodiak"])
    assert "“tgl_lahir” tidak dikenal (maksudnya “tanggallahir”?)" in refused.value.message
    assert "“zodiak” tidak dikenal." in refused.value.message
    assert "Kolom “tanggallahir” belum ada." in refused.value.message


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_required_column_is_named(key: str) -> None:
    with pytest.raises(SheetRefused, match=f"“{key}” belum ada"):
        read_layout([other for other in KEYS if other != key])


def test_a_name_twice() -> None:
    with pytest.raises(SheetRefused, match="“nama” ada dua kali"):
        read_layout([*KEYS, "NAMA"])


@pytest.mark.parametrize("cells", [[], [""], ["SITI", 12.0, True], ["Laporan penduduk 2026", "", ""]])
def test_no_header_at_all(cells: list[object]) -> None:
    with pytest.raises(SheetRefused, match="Baris pertama harus berisi nama kolom"):
        read_layout(cells)


def test_a_column_without_a_name_is_not_read_but_noticed() -> None:
    layout = read_layout([*KEYS, "", ""])
    assert not layout.has_loose_cells([""] * 45)
    assert layout.has_loose_cells([*([""] * 43), "catatan"])
    layout = read_layout(["", *KEYS])
    assert layout.has_loose_cells(["x"])
    assert layout.typed(["x", "Jl. Melati"]) == {0: "Jl. Melati"}


def test_our_own_list_of_refused_rows_may_come_back_with_its_reasons() -> None:
    layout = read_layout([*KEYS, "alasan_ditolak"])
    assert not layout.has_loose_cells([*([""] * 43), "sex: salah"])
    assert layout.typed([*([""] * 43), "sex: salah"]) == {}


@given(
    st.lists(st.one_of(st.text(max_size=20), st.floats(), st.booleans(), st.none(), st.sampled_from(KEYS)), max_size=60)
)
def test_any_first_row_gets_a_layout_or_words(cells: list[object]) -> None:
    try:
        layout = read_layout(cells)
    except SheetRefused as refused:
        words = refused.message
    else:
        words = "."
        assert set(REQUIRED) <= {COLUMNS[place].key for _, place in layout.named}
    assert words.endswith(".")
