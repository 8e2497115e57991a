"""What official forms are made of: lines for the pen, boxes to tick, tables of the template's own, attachments."""

import time
from dataclasses import replace
from typing import Any

import pytest

from tatadesa.forms.logic import holds
from tatadesa.letters import template
from tatadesa.letters.document import Part
from tatadesa.letters.template import TemplateError
from tatadesa.letters.typeset import letter_pdf
from tatadesa.letters.writing import Extra
from tests.letters.golden.made import MOMENT as GOLDEN_MOMENT
from tests.letters.golden.made import answers, definition, document
from tests.letters.golden.people import AGUS, SRI
from tests.letters.pdfs import opened, page_sizes, text_of
from tests.letters.samples import MOMENT, TEMPLATE
from tests.letters.samples import document as sample
from tests.letters.test_template_parts import FORM, with_blocks
from tests.letters.test_writing import made

IS_MAN = {"of": "jawaban.jenis", "op": "is", "to": "Laki-laki"}
CHECKS: dict[str, Any] = {
    "kind": "checks",
    "label": "Jenis kelamin",
    "options": [{"text": "1. Laki-laki", "when": IS_MAN}, {"text": "2. Perempuan", "when": {"not": IS_MAN}}],
    "across": 2,
}
GRID: dict[str, Any] = {
    "kind": "grid",
    "columns": [{"label": "Elemen"}, {"label": "Semula"}],
    "rows": [["Nama", "{penduduk.nama}"], {"cells": ["Ayah", "{ayah.nik}"], "when": IS_MAN}],
}
HOSTILE = [
    '#import "x": *',
    "<script>",
    "**tebal** _miring_",
    "{penduduk.nik}",
    "N" * 300,
    "$x$ `a` @b",
    "a\u202eb\u200fc",
]


def test_a_form_keeps_the_lines_that_nobody_filled_in() -> None:
    rows = [["Nama", "{penduduk.nama}"], ["NIK ayah", "{ayah.nik}"]]
    [part] = made({"kind": "fields", "rows": rows, "across": 2}).parts
    assert part.rows == (("Nama", "SITI AMINAH"), ("NIK ayah", ""))
    assert part.size == 2


@pytest.mark.parametrize(("sex", "ticked"), [("laki-laki", (1, 0)), ("perempuan", (0, 1))])
def test_a_box_is_ticked_where_its_condition_holds(sex: str, ticked: tuple[int, int]) -> None:
    [part] = made(CHECKS, extra=Extra(kept={"jenis": sex})).parts
    assert part.counts == ticked


def test_a_sample_ticks_only_what_the_register_decides() -> None:
    [part] = made(CHECKS, extra=Extra(is_trial=True)).parts
    assert part.counts == (0, 0)


@pytest.mark.parametrize(("sex", "rows"), [("laki-laki", 2), ("perempuan", 1)])
def test_a_grid_has_the_rows_whose_conditions_hold(sex: str, rows: int) -> None:
    [part] = made(GRID, extra=Extra(kept={"jenis": sex})).parts
    assert len(part.cells) == rows
    assert part.cells[0] == ("1.", "Nama", "SITI AMINAH")


@pytest.mark.parametrize(("blank", "cell"), [(False, "-"), (True, "")])
def test_what_is_unknown_in_a_form_stays_empty(blank: bool, cell: str) -> None:
    [part] = made({**GRID, "blank": blank}, extra=Extra(kept={"jenis": "laki-laki"})).parts
    assert part.cells[1][2] == cell


@pytest.mark.parametrize(("sex", "pages"), [("laki-laki", 2), ("perempuan", 1)])
def test_a_form_is_attached_where_its_condition_holds(sex: str, pages: int) -> None:
    form = {"title": "FORMULIR", "code": "F-9.99", "dense": True, "when": IS_MAN, "blocks": [CHECKS]}
    content = letter_pdf(made({"kind": "closing"}, attachments=[form], extra=Extra(kept={"jenis": sex})), MOMENT)
    assert len(page_sizes(content)) == pages
    assert ("F-9.99" in text_of(content)) is (pages == 2)


def test_a_signature_may_depend_and_begin_a_row() -> None:
    person = {"who": "person", "side": "left", "title": "Suami", "name": "BUDI"}
    signatures = [{"who": "signer"}, {**person, "when": IS_MAN}, {**person, "new_row": True, "name": "{ayah.nik}"}]
    rows = made({"kind": "closing"}, signatures=signatures, extra=Extra(kept={"jenis": "perempuan"})).signature_rows
    assert [row.left is not None for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"kind": "checks", "options": []}, "pilihan"),
        ({"kind": "checks", "options": [{"text": ""}]}, "pilihan 1"),
        ({"kind": "checks", "options": [{"text": "a", "when": {"of": 1}}]}, "pilihan 1"),
        ({"kind": "checks", "options": [{"text": "a"}] * 31}, "pilihan"),
        ({"kind": "fields", "rows": [["a"]]}, "label dan isi"),
        ({"kind": "fields", "rows": [["a", "b"]], "across": 6}, "across"),
        ({**GRID, "rows": [["a"]]}, "2 sel"),
        ({**GRID, "rows": [{"cells": ["a", "b"], "when": 3}]}, "baris 1"),
        ({**GRID, "columns": [{"label": "a"}] * 13}, "kolom"),
        ({**GRID, "tall": "ya"}, "tall"),
        ({"kind": "heading", "text": "x", "bar": 1}, "bar"),
    ],
)
def test_a_bad_part_of_a_form_is_named(block: dict[str, Any], words: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template.read(with_blocks(block))
    assert words in refused.value.message


@pytest.mark.parametrize(
    "changes",
    [
        {"signatures": [{"who": "signer", "when": IS_MAN}]},
        {"signatures": [{"who": "signer"}, {"who": "person", "when": "x"}]},
        {"signatures": [{"who": "signer", "new_row": 1}]},
        {"code": "x" * 21},
        {"source": 3},
        {"attachments": [{"title": "L", "blocks": [{"kind": "closing"}], "when": []}]},
        {"attachments": [{"title": "L", "blocks": [{"kind": "closing"}], "dense": 1}]},
    ],
)
def test_what_surrounds_a_form_is_checked(changes: dict[str, Any]) -> None:
    with pytest.raises(TemplateError):
        template.read(with_blocks({"kind": "closing"}, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"blocks": [{"kind": "checks", "options": [{"text": "a", "when": IS_MAN}]}]},
        {"blocks": [{"kind": "closing"}], "signatures": [{"who": "signer"}, {"who": "person", "when": IS_MAN}]},
        {"blocks": [{"kind": "closing"}], "attachments": [{"title": "L", "blocks": [CHECKS], "when": IS_MAN}]},
    ],
)
def test_conditions_anywhere_must_fit_the_form(changes: dict[str, Any]) -> None:
    data = {**with_blocks({"kind": "closing"}), **changes}
    template.read(data)
    with pytest.raises(TemplateError):
        template.check(data, {"sekolah", "saksi"}, FORM)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_forms_print_what_they_are_given(hostile: str) -> None:
    parts = [
        {"kind": "fields", "rows": [["Isi", "{jawaban.keperluan}"]]},
        {"kind": "checks", "label": "Pilih", "options": [{"text": "{jawaban.keperluan}"}]},
        {"kind": "grid", "columns": [{"label": "A"}], "rows": [["{jawaban.keperluan}"]]},
        {"kind": "boxes", "rows": [["Kotak", "{jawaban.keperluan}", 20]]},
    ]
    form = {"title": "FORMULIR", "blocks": parts, "dense": True, "orientation": "landscape"}
    filled = sample(template={**TEMPLATE, "attachments": [form]}, answers={"keperluan": hostile})
    content = letter_pdf(filled, MOMENT)
    words = hostile.replace("\u202e", "").replace("\u200f", "").replace(" ", "")
    assert text_of(content).replace(" ", "").count(words) >= 4
    with opened(content) as pdf:
        assert pdf.open_metadata()["pdfaid:conformance"] == "A"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "part",
    [
        Part("checks", items=("x",) * 1800, counts=(0,) * 1800, size=5),
        Part("fields", rows=(("x", ""),) * 900, size=5),
        Part("table", columns=(("A", 0),) * 12, cells=(("x",) * 12,) * 150),
    ],
)
def test_the_worst_accepted_forms_have_a_bound(part: Part) -> None:
    form = {"title": "FORMULIR", "blocks": [CHECKS], "dense": True}
    base = made({"kind": "closing"}, attachments=[form])
    begun = time.thread_time()
    letter_pdf(replace(base, attachments=(replace(base.attachments[0], parts=(part,)),)), MOMENT)
    assert time.thread_time() - begun < 10


class TestMarriage:
    """The papers of a marriage, by who marries."""

    def test_a_widow_brings_the_death_of_her_husband_and_needs_no_leave(self) -> None:
        made = document("nikah", "penuh").attachments
        assert [one.code for one in made] == ["Model N2", "Model N4", "Model N6"]
        # Signed electronically: no line is left for a pen, and a widow remembers her husband's citizenship.
        said = [row for one in made for part in one.parts for row in part.rows if row[0] == "5. Kewarganegaraan"]
        assert [value for _, value in said] == ["WNI"] * 4

    def test_a_man_of_nineteen_needs_his_parents_leave(self) -> None:
        assert [one.code for one in document("nikah", "singkat").attachments] == ["Model N2", "Model N4", "Model N5"]

    def test_bride_and_groom_stand_where_they_belong(self) -> None:
        for name, man in (("penuh", "DIMAS"), ("singkat", "AGUS")):
            form = document("nikah", name).attachments[1]
            [row] = form.signature_rows
            assert row.left is not None
            assert (row.left.title, row.left.name.split()[0]) == ("Calon suami", man)


class TestRegistration:
    """The forms that go to the civil registry."""

    @pytest.mark.parametrize(
        ("slug", "name", "codes"),
        [
            ("biodata", "penuh", ["F-1.01", "F-1.02"]),
            ("biodata", "singkat", ["F-1.01"]),
            ("kartu-keluarga", "penuh", ["F-1.02", "F-1.06"]),
            ("kartu-keluarga", "singkat", ["F-1.02", "F-1.01"]),
            ("pindah", "penuh", ["F-1.03"]),
            ("kelahiran", "singkat", ["F-2.01"]),
            ("kematian", "penuh", ["F-2.01"]),
            ("beda-identitas", "penuh", []),
        ],
    )
    def test_only_what_makes_sense_is_printed(self, slug: str, name: str, codes: list[str]) -> None:
        assert [one.code for one in document(slug, name).attachments] == codes

    def test_the_kind_of_report_is_ticked(self) -> None:
        for slug, kind in (("kelahiran", "Kelahiran"), ("kematian", "Kematian"), ("lahir-mati", "Lahir mati")):
            [form] = document(slug, "penuh").attachments
            kinds = next(part for part in form.parts if part.kind == "checks")
            assert [words for words, on in zip(kinds.items, kinds.counts, strict=True) if on] == [kind]

    def test_a_difference_with_the_school_certificate_is_declared(self) -> None:
        service = definition("beda-identitas")
        kept = answers(service.form, "beda-identitas", SRI, in_full=True) | {"dokumen_kedua": "ijazah"}
        form = template.read(service.letter or {}).attachments[0]
        assert form.when is not None
        assert holds(form.when, kept, AGUS, GOLDEN_MOMENT.date())
