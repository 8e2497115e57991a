"""Which conditions a form may have, and what is said about wrong ones."""

from typing import Any

import pytest

from tatadesa.forms.errors import SchemaError
from tatadesa.forms.schema import check_schema
from tests.forms.samples import CHOICES, form

EARLIER = (
    {"id": "keperluan", "kind": "choice", "label": "Untuk", "choices": CHOICES},
    {"id": "gaji", "kind": "money", "label": "Gaji"},
    {"id": "hari", "kind": "date", "label": "Hari"},
    {"id": "kk", "kind": "file", "label": "KK"},
    {"id": "judul", "kind": "heading", "label": "Judul"},
)


def with_condition(condition: Any, key: str = "show_if", **options: Any) -> dict[str, Any]:
    last = {"id": "nama", "kind": "short_text", "label": "Nama", key: condition, **options}
    return form(*EARLIER, last, {"id": "akhir", "kind": "number", "label": "Akhir"})


@pytest.mark.parametrize(
    "condition",
    [
        {"of": "jawaban.keperluan", "op": "is", "to": "ya"},
        {"of": "jawaban.keperluan", "op": "in", "to": ["ya", "tidak"]},
        {"of": "jawaban.kk", "op": "filled"},
        {"of": "jawaban.hari", "op": "at_least", "to": "+7d"},
        {"of": "jawaban.hari", "op": "is", "to": {"of": "penduduk.tanggal_lahir"}},
        {"of": "penduduk.umur", "op": "at_least", "to": 17},
        {"of": "penduduk.dusun", "op": "not_in", "to": ["Krajan"]},
        {"all": [{"not": {"any": [{"of": "jawaban.gaji", "op": "more_than", "to": 0}]}}]},
    ],
)
def test_right_conditions(condition: dict[str, Any]) -> None:
    check_schema(with_condition(condition))
    check_schema(with_condition(condition, "require_if"))


LEAF = {"of": "jawaban.keperluan", "op": "is", "to": "ya"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("bila ya", "syarat harus objek"),
        ({"of": "jawaban.keperluan", "op": "is"}, "berisi “of”, “op” dan “to”"),
        ({"of": "jawaban.kk", "op": "filled", "to": True}, "tanpa “to”"),
        ({"of": "jawaban.akhir", "op": "filled"}, "harus isian sebelumnya"),
        ({"of": "jawaban.nama", "op": "filled"}, "harus isian sebelumnya"),
        ({"of": "jawaban.judul", "op": "filled"}, "harus isian sebelumnya"),
        ({"of": "penduduk.rahasia", "op": "filled"}, "data penduduk yang dikenal"),
        ({"of": ["jawaban.keperluan"], "op": "filled"}, "harus isian sebelumnya"),
        ({"of": "jawaban.keperluan", "op": "at_least", "to": "ya"}, "yang bisa: is, is_not, in, not_in, filled, empty"),
        ({"of": "jawaban.kk", "op": "is", "to": "x"}, "yang bisa: filled, empty"),
        ({"of": "jawaban.keperluan", "op": "is", "to": "mungkin"}, "salah satu pilihannya"),
        ({"of": "jawaban.keperluan", "op": "in", "to": []}, "daftar yang tidak kosong"),
        ({"of": "jawaban.keperluan", "op": "in", "to": "ya"}, "daftar yang tidak kosong"),
        ({"of": "jawaban.gaji", "op": "at_least", "to": "banyak"}, "harus angka"),
        ({"of": "jawaban.gaji", "op": "at_least", "to": True}, "harus angka"),
        ({"of": "jawaban.gaji", "op": "at_least", "to": float("nan")}, "harus angka"),
        ({"of": "jawaban.hari", "op": "is", "to": "kemarin"}, "batas tanggal"),
        ({"of": "jawaban.hari", "op": "age_below", "to": -1}, "umur dalam tahun"),
        ({"of": "jawaban.gaji", "op": "is", "to": {"of": "jawaban.hari"}}, "yang sejenis"),
        ({"of": "jawaban.gaji", "op": "is", "to": {"of": "jawaban.akhir"}}, "harus isian sebelumnya"),
        ({"of": "penduduk.dusun", "op": "is", "to": " "}, "harus teks"),
        ({"all": []}, "daftar 1 sampai"),
        ({"all": [LEAF], "any": [LEAF]}, "berisi “of”"),
        ({"not": {"not": {"not": {"not": LEAF}}}}, "terlalu dalam"),
        ({"all": [{"any": [LEAF] * 11}, {"any": [LEAF] * 11}]}, "terlalu panjang"),
    ],
)
def test_wrong_conditions_say_what_is_wrong(condition: Any, words: str) -> None:
    with pytest.raises(SchemaError) as error:
        check_schema(with_condition(condition))
    assert "Isian “nama”, “show_if”" in error.value.message
    assert words in error.value.message


def test_what_is_always_required_is_not_required_by_a_condition() -> None:
    with pytest.raises(SchemaError, match="boleh kosong"):
        check_schema(with_condition(LEAF, "require_if", required=True))
