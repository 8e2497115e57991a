"""The parts that a template comes to: tables, conditions, identities of others, signatures, attachments."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.document import Document, Part
from tatadesa.letters.template import read
from tatadesa.letters.typeset import letter_pdf
from tatadesa.letters.writing import Extra
from tests.letters.pdfs import last_page, page_sizes, text_of
from tests.letters.samples import HEAD, MOMENT, PLACE, REGISTER, TEMPLATE, office

TABLE = {
    "kind": "table",
    "source": "jawaban.saksi",
    "columns": [{"label": "Nama", "text": "{baris.nama|judul}"}, {"label": "NIK", "text": "{baris.nik}"}],
}
WITNESSES = {"jawaban.saksi": [{"nama": "SITI AMINAH", "nik": "33"}, {"nama": "BUDI", "nik": ""}]}
CAMAT = {"label": "Mengetahui Camat", "who": "camat"}


def made(*blocks: dict[str, Any], extra: Extra | None = None, **changes: Any) -> Document:
    return compose(
        read({**TEMPLATE, "blocks": list(blocks), **changes}),
        office(),
        {**REGISTER, "wilayah.kecamatan": "Uji", "ayah.nama": "SLAMET", "ayah.nik": ""},
        {"keperluan": "KUR", "saksi.1_nama": "WARTO", "saksi.2_nama": ""},
        HEAD,
        Particulars("400/007/KRS/XI/2026", date(2026, 11, 24), PLACE),
        None,
        extra or Extra(),
    )


def test_a_table_has_a_row_for_each() -> None:
    [table] = made(TABLE, extra=Extra(rows=WITNESSES)).parts
    assert [label for label, _ in table.columns] == ["No.", "Nama", "NIK"]
    assert table.cells == (("1.", "Siti Aminah", "33"), ("2.", "Budi", "-"))


def test_a_table_without_rows_is_left_out() -> None:
    assert made(TABLE).parts == ()


@pytest.mark.parametrize(("sex", "shown"), [("laki-laki", 1), ("perempuan", 0)])
def test_a_part_is_printed_where_its_condition_holds(sex: str, shown: int) -> None:
    when = {"of": "jawaban.jenis", "op": "is", "to": "Laki-laki"}
    extra = Extra(kept={"jenis": sex})
    assert len(made({"kind": "paragraph", "text": "x", "when": when}, extra=extra).parts) == shown


def test_ages_are_counted_on_the_day_of_the_letter() -> None:
    when = {"of": "penduduk.tanggal_lahir", "op": "age_at_least", "to": 36}
    extra = Extra(register=REGISTER)
    assert made({"kind": "paragraph", "text": "x", "when": when}, extra=extra).parts
    assert not made({"kind": "paragraph", "text": "x", "when": {"not": when}}, extra=extra).parts


def test_the_identity_of_the_father() -> None:
    [part] = made({"kind": "identity", "of": "ayah", "rows": ["nama", "nik"]}).parts
    assert part.rows == (("Nama", "SLAMET"), ("NIK", "-"))


def test_who_signs_along_comes_from_the_handling() -> None:
    witness = {"label": "Saksi", "who": "saksi"}
    handling = {"co_signers": [{"label": "Pemohon", "who": "pemohon"}, witness, witness, CAMAT]}
    first, second, last = made({"kind": "closing"}, extra=Extra(handling=handling)).signature_rows
    assert first.right is not None
    assert first.right.is_signer
    assert (first.left and first.left.name) == "SITI AMINAH"
    assert (second.left and (second.left.title, second.left.name)) == ("Saksi I", "WARTO")
    assert (second.right and (second.right.title, second.right.name)) == ("Saksi II", "")
    assert (last.center and last.center.position) == "Camat Uji"


def test_a_template_that_names_its_signatures_has_the_last_word() -> None:
    rows = made({"kind": "closing"}, signatures=[{"who": "signer"}], extra=Extra(handling={"co_signers": [CAMAT]}))
    assert len(rows.signature_rows) == 1


def test_everything_is_set_as_an_archive_pdf_with_selectable_text() -> None:
    document = made(
        {"kind": "heading", "text": "Data **saksi**"},
        {"kind": "list", "style": "a", "items": ["pertama", "kedua"]},
        TABLE,
        {"kind": "boxes", "rows": [["NIK", "{penduduk.nik}", 16]]},
        {"kind": "space", "size": 2},
        {"kind": "page_break"},
        {"kind": "paragraph", "text": "Akhir.", "align": "center"},
        extra=Extra(rows=WITNESSES),
        signatures=[
            {"who": "applicant"},
            {"who": "signer"},
            {"who": "cosigner", "side": "center", "position": "Camat"},
        ],
        attachments=[{"title": "LAMPIRAN I", "orientation": "landscape", "blocks": [TABLE]}],
        orientation="landscape",
        letterhead=False,
        number_line=False,
        margins={"left": 15},
    )
    content = letter_pdf(document, MOMENT)
    text = text_of(content)
    assert len(content) < 80_000
    assert page_sizes(content) == [(330, 215)] * 3
    for words in ("Data saksi", "a. pertama", "Siti Aminah", "Akhir.", "Pemohon", "Camat,", "LAMPIRAN I"):
        assert words in text
    assert "KECAMATAN UJI" not in text
    assert "Nomor" not in text


def test_the_head_of_a_table_is_repeated() -> None:
    rows = {"jawaban.saksi": [{"nama": "SITI", "nik": "1"}] * 90}
    content = letter_pdf(made(TABLE, extra=Extra(rows=rows)), MOMENT)
    assert len(page_sizes(content)) == 2
    assert text_of(content).count("No. Nama NIK") == 2


@pytest.mark.parametrize("rows", range(50, 140, 6))
def test_a_signature_never_stands_alone_on_a_page(rows: int) -> None:
    """Not after words, which come along; after a long table it says whose it is."""
    written = [
        made(*[{"kind": "paragraph", "text": "Kata-kata. " * 30}] * (rows // 4), {"kind": "closing"}),
        made(TABLE, extra=Extra(rows={"jawaban.saksi": [{"nama": "SITI", "nik": "1"}] * rows})),
    ]
    for document in written:
        last = last_page(letter_pdf(document, MOMENT))
        assert "Demikian" in last or "Siti" in last or "Lanjutan SURAT" in last


@pytest.mark.parametrize(
    "hostile", ['#import "x": *', "<script>", "**tebal** _miring_", "{penduduk.nik}", "N" * 300, "$x$ `a` @b"]
)
def test_cells_lists_and_signatures_print_what_they_are_given(hostile: str) -> None:
    document = made(
        TABLE,
        {"kind": "list", "items": ["{jawaban.keperluan}"]},
        extra=Extra(rows={"jawaban.saksi": [{"nama": "x", "nik": hostile}]}),
    )
    assert hostile.replace(" ", "") in text_of(letter_pdf(document, MOMENT)).replace(" ", "")


@pytest.mark.parametrize(
    "part",
    [
        Part("table", columns=(("A", 0),) * 8, cells=(("x",) * 8,) * 180),
        Part("boxes", rows=(("NIK", "1" * 40),) * 40, counts=(40,) * 40),
        Part("list", items=("x",) * 1800, style="1"),
    ],
)
def test_the_worst_accepted_parts_have_a_bound(part: Part) -> None:
    begun = time.thread_time()
    letter_pdf(replace(made({"kind": "closing"}), parts=(part,)), MOMENT)
    assert time.thread_time() - begun < 10
