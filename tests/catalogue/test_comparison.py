"""Two versions compared, in the words an operator reads."""

from typing import Any

import pytest

from tatadesa.catalogue.builder.edits import (
    AddField,
    ChangeField,
    ChangeService,
    Edit,
    MoveField,
    RemoveField,
)
from tatadesa.catalogue.builder.starting import blank, from_library, templates
from tatadesa.catalogue.comparison import compare

Content = dict[str, Any]


def apply(content: Content, *edits: Edit) -> Content:
    for edit in edits:
        content = edit.apply(content, {}).content
    return content


@pytest.fixture
def before() -> Content:
    return apply(
        blank("Surat Uji", "Umum"),
        AddField("long_text", "Keperluan"),
        AddField("choice", "Tujuan"),
        AddField("date", "Sejak"),
        AddField("file", "KK"),
    )


def said(before: Content, *edits: Edit) -> list[str]:
    return [change.words for change in compare(before, apply(before, *edits))]


def test_the_same_says_nothing(before: Content) -> None:
    assert compare(before, before) == []


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (ChangeField("keperluan", {"required": None}), "Isian “Keperluan” sekarang boleh kosong."),
        (ChangeField("keperluan", {"label": "Dipakai untuk"}), "Isian “Keperluan” sekarang tertulis “Dipakai untuk”."),
        (ChangeField("keperluan", {"help": "Singkat."}), "Isian “Keperluan”: petunjuk: sekarang “Singkat.”."),
        (
            ChangeField("keperluan", {"prefill": "penduduk.alamat"}),
            "Isian “Keperluan” sekarang terisi dari data penduduk: Alamat.",
        ),
        (
            ChangeField("keperluan", {"max_length": 100}),
            "Isian “Keperluan”: huruf paling banyak: sekarang “100”.",
        ),
        (
            ChangeField("sejak", {"max": "-7d"}),
            "Isian “Sejak”: tanggal paling akhir: sekarang “7 hari sebelum hari ini”.",
        ),
        (ChangeField("sejak", {"weekday": True}), "Isian “Sejak”: tulis juga nama harinya di surat: ya."),
        (
            ChangeField("sejak", {"show_if": {"of": "jawaban.tujuan", "op": "is", "to": "pilihan_1"}}),
            "Isian “Sejak” sekarang tampil bila Tujuan adalah “Pilihan 1”.",
        ),
        (
            ChangeField("tujuan", {"choices": [{"key": "pilihan_1", "label": "Satu"}, {"key": "b", "label": "Dua"}]}),
            "Isian “Tujuan”: pilihan “Pilihan 1” sekarang tertulis “Satu”.",
        ),
        (
            AddField("money", "Gaji", after="keperluan"),
            "Isian baru “Gaji” (Uang (rupiah), wajib), sesudah “Keperluan”.",
        ),
        (RemoveField("sejak"), "Isian “Sejak” dihapus."),
        (MoveField("kk", 0), "Urutan: “KK” sekarang paling atas."),
        (ChangeField("kk", {"required": None}), "Berkas “KK” sekarang boleh kosong."),
        (ChangeField("kk", {}, {"label": "KK", "paper": True}), "Berkas “KK” sekarang boleh dibawa ke kantor."),
        (RemoveField("kk"), "Berkas “KK” tidak diminta lagi."),
        (ChangeService({"name": "Surat Lain"}), "Nama layanan: dari “Surat Uji” menjadi “Surat Lain”."),
        (ChangeService({"category": "Sosial"}), "Kelompok: dari “Umum” menjadi “Sosial”."),
    ],
)
def test_every_change_is_said_in_words(before: Content, edit: Edit, words: str) -> None:
    assert words in said(before, edit)


def test_one_field_moved_is_one_sentence(before: Content) -> None:
    assert [words for words in said(before, MoveField("keperluan", 3)) if words.startswith("Urutan")] == [
        "Urutan: “Keperluan” sekarang sesudah “KK”."
    ]


def test_fields_in_the_rows_of_a_group_are_compared_too(before: Content) -> None:
    grouped = apply(before, AddField("group", "Saksi"))
    assert "Isian “Saksi”: isian baru “Umur” (Angka, wajib), sesudah “Nama”." in said(
        grouped, AddField("number", "Umur", group="saksi")
    )


def test_any_two_services_can_be_compared() -> None:
    contents = [from_library(template.slug) for template in templates()][:6]
    for one in contents:
        for other in contents:
            assert bool(compare(one, other)) == (one is not other)
