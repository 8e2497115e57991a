"""Letter templates: what is accepted, what is refused, how placeholders are filled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.letters import template
from tatadesa.letters.template import TemplateError
from tests.letters.samples import TEMPLATE


def changed(**changes: Any) -> dict[str, Any]:
    return {**TEMPLATE, **changes}


def block(**content: Any) -> dict[str, Any]:
    return changed(blocks=[content])


def test_a_good_template_is_read_and_its_placeholders_are_known() -> None:
    made = template.check(TEMPLATE, {"sekolah", "keperluan"})
    assert made.validity_days == 30
    assert ("jawaban", "keperluan") in template.placeholders(made)
    assert ("penduduk", "nik") in template.placeholders(made)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed(title=" "), "title"),
        (changed(subject="x" * 161), "subject"),
        (changed(classification=None), "classification"),
        (changed(validity_days=0), "masa berlaku"),
        (changed(validity_days=True), "masa berlaku"),
        (changed(paper="A3"), "kertas"),
        (changed(counter="Semua Surat"), "deret"),
        (changed(security="X"), "keamanan"),
        (changed(blocks=[]), "bagian"),
        (changed(blocks=[{"kind": "closing"}] * 41), "bagian"),
        (changed(blocks=["closing"]), "bagian 1"),
        (block(kind="typst", text="#import"), "typst"),
        (block(kind="paragraph"), "alinea"),
        (block(kind="paragraph", text=3), "teks"),
        (block(kind="paragraph", text="x" * 2001), "2000"),
        (block(kind="paragraph", text="{orang.nama}"), "orang.nama"),
        (block(kind="paragraph", text="{surat.rahasia}"), "surat.rahasia"),
        (block(kind="paragraph", text="{kantor.sandi}"), "kantor.sandi"),
        (block(kind="paragraph", text="{nama}"), "kurung kurawal"),
        (block(kind="identity", rows=["nama", "gaji"]), "gaji"),
        (block(kind="identity", rows=[]), "baris"),
        (block(kind="rows", rows=[["Nama"]]), "label dan isi"),
        (block(kind="rows", rows=[["Nama", 3]]), "teks"),
    ],
)
def test_a_bad_template_says_what_is_wrong(data: dict[str, Any], words: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template.read(data)
    assert words in refused.value.message


def test_an_answer_that_the_form_does_not_ask_for_is_refused() -> None:
    with pytest.raises(TemplateError, match="keperluan"):
        template.check(TEMPLATE, {"sekolah"})


def test_filling_is_one_pass_so_values_are_never_read_as_placeholders() -> None:
    assert template.fill("untuk {jawaban.a}", {"jawaban.a": "{penduduk.nik}", "penduduk.nik": "33"}) == (
        "untuk {penduduk.nik}"
    )


def test_a_name_without_a_value_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(TemplateError, match=r"penduduk\.shio"):
        template.fill("{penduduk.shio}", {})


@given(st.text())
def test_any_value_comes_out_as_it_went_in(value: str) -> None:
    assert template.fill("a {jawaban.x} b", {"jawaban.x": value}) == f"a {value} b"
