"""What a form definition may say."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.forms.schema import SchemaError, check_schema
from tests.forms.samples import CHOICES, field, form

DAY = {"id": "lain", "kind": "date", "label": "Lain"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (field("short_text", id="Nama"), "“id”"),
        (field("short_text", id="kk__berkas"), "“id”"),
        (field("short_text", id="kunci"), "“id”"),
        (field("short_text", id="x" * 41), "“id”"),
        (field("teks"), "jenis isian"),
        (field("short_text", label=" "), "“label”"),
        (field("short_text", label="x" * 401), "“label”"),
        (field("short_text", required="ya"), "“required”"),
        (field("short_text", warna="merah"), "“warna” tidak dikenal"),
        (field("short_text", prefill="penduduk.gaji"), "“prefill”"),
        (field("file", prefill="penduduk.nama"), "“prefill”"),
        (field("short_text", max_length=0), "“max_length”"),
        (field("short_text", max_length=True), "“max_length”"),
        (field("short_text", min_length=9, max_length=3), "“min_length”"),
        (field("short_text", autocomplete="cc-number"), "autocomplete"),
        (field("number", min=5, max=4), "“min”"),
        (field("number", max=-1), "“min”"),
        (field("number", min=float("nan")), "“min”"),
        (field("money", min=-1), "“min”"),
        (field("date", min="besok"), "batas tanggal"),
        (field("date", min="today", max="-1d"), "“min”"),
        (field("date", not_before="tidak_ada"), "“not_before”"),
        (field("date", not_before="isian"), "“not_before”"),
        (field("time", not_before="lain"), "“not_before”"),
        (field("time", same_day=["lain"]), "“same_day”"),
        (field("time", same_day=["lain", "isian"]), "“same_day”"),
        (field("choice", choices=CHOICES[:1]), "2 sampai"),
        (field("choice", choices=[*CHOICES, CHOICES[0]]), "“key” yang sama"),
        (field("choice", choices=["ya", "tidak"]), "“key” dan “label”"),
        (field("choice", choices=[{"key": "A B", "label": "x"}, CHOICES[0]]), "“key” pilihan"),
        (field("file", max_files=6), "“max_files”"),
        (field("file", photo_only="ya"), "“photo_only”"),
        (field("note"), "dipakai dua kali"),
        (["isian"], "bukan objek"),
    ],
)
def test_wrong_definitions_say_where_and_why(wrong: Any, words: str) -> None:
    twice = [wrong] if words == "dipakai dua kali" else []
    with pytest.raises(SchemaError) as caught:
        check_schema(form(wrong, DAY, *twice))
    assert words in caught.value.message


@pytest.mark.parametrize("schema", [None, [], {}, {"fields": []}, {"fields": {}}, {"fields": [DAY], "x": 1}])
def test_a_form_is_a_list_of_fields(schema: Any) -> None:
    with pytest.raises(SchemaError):
        check_schema(schema)


def test_a_form_asks_something() -> None:
    with pytest.raises(SchemaError, match="sedikitnya satu"):
        check_schema(form(field("note")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "kind", "label", "choices", "min", "max", "not_before", "same_day", "prefill"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "kind", "label", "choices", "min", "not_before"]), JSON)))
def test_no_definition_breaks_the_check(fields: list[Any]) -> None:
    """Junk is refused in words; anything but ``SchemaError`` fails the test."""
    with suppress(SchemaError):
        check_schema({"fields": fields})
