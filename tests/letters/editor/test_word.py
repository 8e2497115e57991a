"""A plain Word document as the start of a letter."""

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st

from tatadesa.core.errors import InvalidInput
from tatadesa.letters import template
from tatadesa.letters.editor.bringing import LARGEST_FILE, letter_in_file
from tatadesa.letters.editor.word import letter_in
from tatadesa.letters.editor.word_lines import GAP

HEAD = ("PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN UJI", "DESA KARANGSARI")


def written(fill: Callable[[Any], object]) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    fill(document)
    document.save(out)
    return out.getvalue()


def usual(document: Any) -> None:
    for line in (*HEAD, "SURAT KETERANGAN DOMISILI", "Nomor : 470/  /2026", "Yang bertanda tangan menerangkan:"):
        document.add_paragraph(line)
    document.add_paragraph("Nama\t: ....................")
    document.add_paragraph("Pekerjaan : Petani")
    document.add_paragraph("Satu butir", style="List Bullet")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("RT", ":", "003"), ("RW", ":", "{002}")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


USUAL = written(usual)


def refused(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        letter_in(data, HEAD)
    return caught.value.errors["berkas"]


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_words_become_parts_and_the_offices_own_head_is_left_out() -> None:
    assert letter_in(USUAL, HEAD) == {
        "title": "SURAT KETERANGAN DOMISILI",
        "blocks": [
            {"kind": "paragraph", "text": "Yang bertanda tangan menerangkan:"},
            {"kind": "rows", "rows": [["Nama", GAP], ["Pekerjaan", "Petani"]]},
            {"kind": "list", "style": "-", "items": ["Satu butir"]},
            {"kind": "rows", "rows": [["RT", "003"], ["RW", "(002)"]]},
        ],
    }


def shaped(document: Any) -> None:
    document.add_heading("Pihak pertama", 2)
    paragraph = document.add_paragraph("Dengan ")
    paragraph.add_run("tegas ").bold = True
    paragraph.add_run("dan ")
    paragraph.add_run("jelas").italic = True
    paragraph.add_run(".")
    paragraph.add_run(" Garis").underline = True
    document.add_paragraph("Di tengah, begini.").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph().add_run("Pihak kedua").bold = True
    for words in ("Satu", "Dua"):
        document.add_paragraph(words, style="List Number")


def table(*rows: tuple[str, ...]) -> Callable[[Any], None]:
    def fill(document: Any) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words

    return fill


def test_headings_marks_alignments_and_lists_come_along() -> None:
    assert letter_in(written(shaped), HEAD)["blocks"] == [
        {"kind": "heading", "text": "Pihak pertama"},
        {"kind": "paragraph", "text": "Dengan **tegas** dan _jelas_. __Garis__"},
        {"kind": "paragraph", "text": "Di tengah, begini.", "align": "center"},
        {"kind": "heading", "text": "Pihak kedua"},
        {"kind": "list", "style": "1", "items": ["Satu", "Dua"]},
    ]


def test_marks_that_would_not_print_are_left_away() -> None:
    def inside_a_word(document: Any) -> None:
        paragraph = document.add_paragraph("ke")
        paragraph.add_run("surat").italic = True
        paragraph.add_run("an saja.")

    assert letter_in(written(inside_a_word), HEAD)["blocks"][0]["text"] == "kesuratan saja."


def test_an_empty_table_of_the_family_lists_the_family() -> None:
    head = ("No.", "Nama Lengkap", "Hubungan dalam keluarga", "Tempat, Tgl Lahir")
    assert letter_in(written(table(head, ("1.", "......", "", ""))), HEAD)["blocks"] == [
        {
            "kind": "table",
            "source": "keluarga.anggota",
            "columns": [
                {"label": "Nama Lengkap", "text": "{baris.nama}"},
                {"label": "Hubungan dalam keluarga", "text": "{baris.hubungan}"},
                {"label": "Tempat, Tgl Lahir", "text": "{baris.tempat_tanggal_lahir}"},
            ],
            "numbered": True,
        }
    ]


def test_any_other_table_keeps_its_words_as_a_list() -> None:
    filled = table(("No", "Barang", "Jumlah"), ("1", "Semen", "3 sak"), ("2", "Pasir", ""))
    assert letter_in(written(filled), HEAD)["blocks"] == [
        {"kind": "list", "items": ["Barang: Semen; Jumlah: 3 sak", f"Barang: Pasir; Jumlah: {GAP}"]}
    ]


def test_another_offices_head_stays() -> None:
    assert letter_in(USUAL, ("DESA LAIN",))["title"] == HEAD[0]


def test_what_it_brings_is_a_letter() -> None:
    template.read({"subject": "x", "classification": "1", **letter_in(USUAL, HEAD)})


def test_what_is_no_plain_document_is_refused_in_words() -> None:
    assert "bukan dokumen Word" in refused(b"PK\x03\x04 rusak")
    assert "rusak" in refused(zipped(a=b"x"))
    assert "makro" in refused(zipped(**{"word/vbaProject.bin": b"x"}))
    assert "terlalu besar" in refused(zipped(bom=bytes(30 * 1024 * 1024)))
    assert "tidak berisi tulisan" in refused(written(lambda document: None))
    assert "terlalu panjang" in refused(written(lambda document: [document.add_paragraph("Kata") for _ in range(60)]))
    with pytest.raises(InvalidInput, match="2 MB"):
        letter_in_file("a.docx", bytes(LARGEST_FILE + 1), HEAD)


@given(st.integers(0, 2**32), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(seed: int, changes: int) -> None:
    chance, data = random.Random(seed), bytearray(USUAL)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    _read_or_refused(bytes(data))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_damaged_text_inside_a_sound_archive_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(USUAL)) as archive:
        members = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    wounded = members["word/document.xml"]
    start = chance.randrange(len(wounded))
    del wounded[start : start + chance.randrange(1, 400)]
    _read_or_refused(zipped(**{name: bytes(data) for name, data in members.items()}))


def _read_or_refused(data: bytes) -> None:
    """Any other error of the reader would be a 500."""
    try:
        brought = letter_in(data, HEAD)
    except InvalidInput:
        return
    template.read({"title": "x", "subject": "x", "classification": "1", **brought})
