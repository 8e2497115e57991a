"""Who uses a field: what would break when it went."""

from typing import Any

import pytest

from tatadesa.catalogue.builder.dependants import dependants
from tatadesa.catalogue.builder.edits import RemoveField
from tatadesa.catalogue.builder.problems import problems
from tatadesa.catalogue.builder.starting import from_library
from tatadesa.core.errors import InvalidInput
from tests.catalogue.samples import definition

SCHOOL = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}
ASK: dict[str, Any] = {"to": "polsek", "kind": "opinion", "question": "Aman?"}


def asking(**item: Any) -> dict[str, Any]:
    content = {**definition(), "officer_form": {"fields": []}}
    step, signing = content["workflow"][0], content["workflow"][-1]
    content["workflow"] = [{**step, "ask": [{**ASK, **item}]}, signing]
    return content


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ({"when": SCHOOL}, "peruntukan"),
        ({"when": {"not": {"all": [SCHOOL]}}}, "peruntukan"),
        ({"answers": ["keperluan"]}, "keperluan"),
        ({"documents": ["kk"]}, "kk"),
    ],
)
def test_a_question_to_an_agency_uses_a_field(item: dict[str, Any], path: str) -> None:
    assert dependants(asking(**item), path) == ["pertanyaan ke Polsek di langkah Pemeriksaan berkas"]
    assert dependants(asking(**item), "jumlah") == []
    with pytest.raises(InvalidInput) as refused:
        RemoveField(path).apply(asking(**item), {})
    assert "pertanyaan ke Polsek" in refused.value.errors[""]


def test_a_step_is_named_beside_what_it_asks() -> None:
    content = asking(when=SCHOOL)
    content["workflow"][0]["when"] = SCHOOL
    found = dependants(content, "peruntukan")
    assert found == ["langkah Pemeriksaan berkas", "pertanyaan ke Polsek di langkah Pemeriksaan berkas"]


def test_a_prefill_rule_uses_a_field() -> None:
    content = asking()
    content["form"]["fields"][5]["prefill"] = [{"if": SCHOOL, "value": "x"}]
    assert dependants(content, "peruntukan") == ["Kartu Keluarga"]


def test_a_field_in_the_rows_of_a_group_is_not_mistaken_for_one_of_the_form() -> None:
    content = asking(answers=["nama"])
    inner = {"id": "nama", "kind": "short_text", "label": "Nama saksi"}
    content["form"]["fields"].append({"id": "saksi", "kind": "group", "label": "Saksi", "fields": [inner]})
    assert dependants(content, "saksi__nama") == []


def test_the_library_says_whom_the_noise_is_told() -> None:
    found = dependants(from_library("izin-keramaian"), "pengeras_suara")
    assert [words.split(" di ")[0] for words in found[1:]] == ["pertanyaan ke Polsek", "pertanyaan ke Puskesmas"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("{petugas.hasil}", "Surat masih menyebut isian “Hasil survei”"),
        ("{jawaban.saksi.umur}", "Surat masih menyebut isian “Saksi: Umur saksi”"),
    ],
)
def test_a_letter_that_names_what_is_gone_is_told_in_words(named: str, told: str) -> None:
    content = asking()
    inner = {"id": "nama", "kind": "short_text", "label": "Nama saksi"}
    content["form"]["fields"].append({"id": "saksi", "kind": "group", "label": "Saksi", "fields": [inner]})
    content["letter"] = {**content["letter"], "blocks": [{"kind": "paragraph", "text": named}]}
    labels = {"petugas:hasil": "Hasil survei", "saksi__umur": "Umur saksi"}
    assert problems(content, "uji", labels)[0].startswith(told)
