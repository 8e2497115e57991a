"""Answers in words, and where they differ from the register."""

from typing import Any

import pytest

from tatadesa.forms.differences import differences
from tatadesa.forms.prefill import prefill
from tatadesa.forms.summary import SummaryRow, summarise
from tests.forms.samples import CHOICES, FILES, PDF, PHOTO, TODAY, field, form

REGISTER = {
    "penduduk.nama": "SITI AMINAH",
    "penduduk.tanggal_lahir": "1990-05-25",
    "penduduk.telepon": "0812-3456-7890",
    "penduduk.alamat": "Jl. Melati 1, RT 001/RW 002",
    "penduduk.golongan_darah": "",
}


@pytest.mark.parametrize(
    ("kind", "value", "words", "options"),
    [
        ("short_text", "Warung", "Warung", {}),
        ("number", 1500, "1.500 gram", {"unit": "gram"}),
        ("number", 0, "0", {}),
        ("money", 0, "Rp0", {}),
        ("money", 1_500_000, "Rp1.500.000", {}),
        ("date", "2026-12-31", "31 Desember 2026", {}),
        ("date", "2026-12-31", "Kamis, 31 Desember 2026", {"weekday": True}),
        ("time", "08:30", "08.30", {}),
        ("choice", "ya", "Ya, benar", {"choices": [{"key": "ya", "label": "Ya, benar"}, CHOICES[1]]}),
        ("choice", "dulu_ada", "dulu_ada", {}),
        ("phone", "6281234567890", "0812-3456-7890", {}),
        ("statement", True, "Ya, menyatakan", {}),
        ("file", [PHOTO, PDF], "kk.jpg, akta.pdf", {}),
        ("file", ["hilang"], "1 berkas", {}),
        ("number", "dua", "dua", {}),
        ("date", "besok", "besok", {}),
        ("short_text", None, "", {}),
        ("file", [], "", {}),
    ],
)
def test_each_kind_in_words(kind: str, value: Any, words: str, options: dict[str, Any]) -> None:
    assert summarise(form(field(kind, **options)), {"isian": value}, FILES)[0].text == words


def test_a_row_for_every_question() -> None:
    schema = form(field("heading", id="judul"), field("file", prefill="x"), field("note", id="catatan"))
    assert summarise(schema, {"isian": [PHOTO, "milik-orang"]}, FILES) == [
        SummaryRow("isian", "Isian", "kk.jpg", (FILES[PHOTO],), "x")
    ]


@pytest.mark.parametrize(
    ("kind", "source", "answer", "differs"),
    [
        ("short_text", "penduduk.nama", "siti  aminah.", False),
        ("short_text", "penduduk.nama", "Siti Aminah, S.Pd.", True),
        ("long_text", "penduduk.alamat", "JL MELATI 1 RT 001 RW 002", False),
        ("long_text", "penduduk.alamat", "Jl. Mawar 1, RT 001/RW 002", True),
        ("phone", "penduduk.telepon", "6281234567890", False),
        ("phone", "penduduk.telepon", "6281234567891", True),
        ("date", "penduduk.tanggal_lahir", "1990-05-25", False),
        ("date", "penduduk.tanggal_lahir", "1990-05-26", True),
        ("short_text", "penduduk.golongan_darah", "O", False),
        ("short_text", "penduduk.nama", None, False),
    ],
)
def test_only_real_differences_are_shown(kind: str, source: str, answer: str | None, differs: bool) -> None:
    found = differences(form(field(kind, prefill=source)), {"isian": answer}, REGISTER, TODAY)
    assert bool(found) is differs


def test_both_sides_are_in_words() -> None:
    schema = form(field("date", prefill="penduduk.tanggal_lahir"))
    found = differences(schema, {"isian": "1990-06-25"}, REGISTER, TODAY)[0]
    assert (found.answer, found.register) == ("25 Juni 1990", "25 Mei 1990")


def test_prefill_takes_what_the_register_knows() -> None:
    schema = form(
        field("short_text", id="nama", prefill="penduduk.nama"),
        field("short_text", id="darah", prefill="penduduk.golongan_darah"),
        field("short_text", id="umur", prefill="penduduk.umur"),
        field("short_text", id="lain"),
    )
    assert prefill(schema, REGISTER, TODAY) == {"nama": "SITI AMINAH"}
