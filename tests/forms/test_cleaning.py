"""What single answers become, and what is said about wrong ones."""

from typing import Any

import pytest

from tatadesa.forms.cleaning import FormContext, clean, file_ids
from tests.forms.samples import CONTEXT, PDF, PHOTO, TODAY, field, form


def kept(kind: str, raw: Any, **options: Any) -> Any:
    """The kept value; fails when there is an error."""
    cleaned = clean(form(field(kind, **options)), {"isian": raw}, CONTEXT)
    assert cleaned.errors == {}
    return cleaned.values.get("isian")


def told(kind: str, raw: Any, **options: Any) -> str:
    """What the person is told; fails when the answer is taken."""
    cleaned = clean(form(field(kind, **options)), {"isian": raw}, CONTEXT)
    assert cleaned.values == {}
    return cleaned.errors["isian"]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("short_text", "  Warung \t Ibu\nSiti ", "Warung Ibu Siti"),
        ("short_text", "Budi\x00\x07 San\u202eto\u200bso", "Budi Santoso"),
        ("short_text", "Jose\u0301", "Jos\u00e9"),
        ("short_text", "\u200b \u202e", None),
        ("long_text", " satu \r\n\r\n\r\n\r\n dua  ", "satu\n\ndua"),
        ("number", " 1.500 ", 1500),
        ("number", "007", 7),
        ("number", 3, 3),
        ("money", "Rp 1.500.000,-", 1_500_000),
        ("money", "rp. 2000,00", 2000),
        ("money", "0", 0),
        ("date", "31-12-2026", "2026-12-31"),
        ("date", "1/2/2026", "2026-02-01"),
        ("date", "2026-02-01", "2026-02-01"),
        ("date", "29-02-2024", "2024-02-29"),
        ("time", "8.30", "08:30"),
        ("time", "19:05", "19:05"),
        ("time", "23:59:59", "23:59"),
        ("choice", "ya", "ya"),
        ("phone", "0812-3456-7890", "6281234567890"),
        ("phone", "+62 (812) 3456.7890", "6281234567890"),
        ("phone", "0281 641234", "62281641234"),
        ("nik", " 330207 650590 9001 ", "3302076505909001"),
        ("nik", "33.02.07.65.05.90.9001", "3302076505909001"),
        # A region code that exists no more is no error (contracts 6.1).
        ("nik", "9271010101900001", "9271010101900001"),
        ("statement", "ya", True),
        ("file", [PHOTO, PHOTO], [PHOTO]),
    ],
)
def test_right_answers(kind: str, raw: Any, value: Any) -> None:
    assert kept(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("number", "1,5", "angka bulat"),
        ("number", "1.50", "angka bulat"),
        ("number", "-1", "paling sedikit 0"),
        ("number", "1234567890123456", "terlalu panjang"),
        ("number", "٣", "angka bulat"),
        ("number", "12a", "angka bulat"),
        ("money", "sejuta", "angka bulat"),
        ("date", "31-02-2026", "tidak ada di kalender"),
        ("date", "29-02-2026", "tidak ada di kalender"),
        ("date", "kemarin", "seperti 31-12-2026"),
        ("date", "12-31-2026", "tidak ada di kalender"),
        ("date", "31-12-26", "seperti 31-12-2026"),
        ("date", "0000-00-00", "tidak ada di kalender"),
        ("date", "01-01-1026", "Periksa tahunnya"),
        ("time", "24:00", "seperti 08.30"),
        ("time", "8", "seperti 08.30"),
        ("choice", "mungkin", "Pilih salah satu"),
        ("choice", ["ya"], "tidak terbaca"),
        ("phone", "12345", "nomor telepon seperti"),
        ("phone", "0800-123-4567", "nomor telepon seperti"),
        ("nik", "330207650590900", "terisi 15 angka"),
        ("nik", "33020765059090012", "terisi 17 angka"),
        ("nik", "3302076505909001x", "tanpa huruf"),
        ("nik", "3302073102909001", "bukan tanggal lahir"),
        ("nik", "3302076505900000", "0000"),
        ("nik", "0002076505909001", "Dua angka pertama"),
        ("nik", "3300076505909001", "Enam angka pertama"),
        ("statement", "tidak", "Centang"),
        ("file", "bukan-berkas-saya", "Lampirkan lagi"),
        ("file", [PHOTO, PDF], "Hapus sampai tinggal 1"),
        ("short_text", {"a": 1}, "tidak terbaca"),
        ("short_text", "x" * 121, "paling banyak 120 huruf"),
    ],
)
def test_wrong_answers_say_what_to_do(kind: str, raw: Any, words: str) -> None:
    assert words in told(kind, raw)


def test_lengths_count_after_composing_and_trimming() -> None:
    assert kept("short_text", "  e\u0301e\u0301e\u0301  ", max_length=3) == "ééé"
    assert "paling sedikit 5" in told("short_text", "abcd", min_length=5)


@pytest.mark.parametrize(
    ("options", "right", "wrong"),
    [
        ({"max": "today"}, "2026-11-24", "2026-11-25"),
        ({"min": "today"}, "2026-11-24", "2026-11-23"),
        ({"min": "+7d"}, "2026-12-01", "2026-11-30"),
        ({"min": "-30d"}, "2026-10-25", "2026-10-24"),
        ({"max": "2026-01-31"}, "2026-01-31", "2026-02-01"),
    ],
)
def test_dates_stay_within_bounds_that_move(options: dict[str, str], right: str, wrong: str) -> None:
    assert kept("date", right, **options) == right
    assert "Isi tanggal paling" in told("date", wrong, **options)


def test_numbers_stay_within_bounds() -> None:
    assert kept("number", "20", min=0, max=20) == 20
    assert "paling banyak 20" in told("number", "21", min=0, max=20)
    assert "Rp1.000.000" in told("money", "1000001", max=1_000_000)


def test_numbers_may_have_a_comma() -> None:
    assert kept("number", "1.500,50", decimals=2) == 1500.5
    assert kept("number", "1.5", decimals=1) == 1.5
    assert kept("number", "1.500", decimals=2) == 1500
    assert kept("number", 2.25, decimals=2) == 2.25
    assert str(kept("number", "2,00", decimals=2)) == "2"
    assert "paling banyak 1 angka di belakang koma" in told("number", "1,25", decimals=1)
    assert "di belakang koma" in told("number", "1,", decimals=1)
    assert "angka bulat" in told("number", "1,5")
    assert "terlalu panjang" in told("number", "12345678901234,56", decimals=2)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2009-11-25", "Umurnya 16 tahun, padahal paling sedikit 17 tahun"),
        ("1926-11-24", "Umurnya 100 tahun, padahal paling banyak 99 tahun"),
        ("2026-11-25", "tidak boleh sesudah hari ini"),
    ],
)
def test_a_birth_date_has_age_limits(born: str, words: str) -> None:
    assert words in told("date", born, age_min=17, age_max=99)
    assert kept("date", "2009-11-24", age_min=17, age_max=99) == "2009-11-24"
    assert kept("date", "1926-11-25", age_min=17, age_max=99) == "1926-11-25"


def test_a_photo_is_asked_where_a_pdf_will_not_do() -> None:
    assert kept("file", [PHOTO], photo_only=True) == [PHOTO]
    assert "foto, bukan PDF" in told("file", [PDF], photo_only=True)
    assert kept("file", [PHOTO, PDF], max_files=2) == [PHOTO, PDF]


def test_files_of_others_are_not_there() -> None:
    nobody = FormContext(TODAY, {})
    assert "isian" in clean(form(field("file")), {"isian": [PHOTO]}, nobody).errors


EVENT = form(
    {"id": "mulai", "kind": "date", "label": "Tanggal mulai"},
    {"id": "jam_mulai", "kind": "time", "label": "Jam mulai"},
    {"id": "selesai", "kind": "date", "label": "Tanggal selesai", "not_before": "mulai"},
    {
        "id": "jam_selesai",
        "kind": "time",
        "label": "Jam selesai",
        "not_before": "jam_mulai",
        "same_day": ["mulai", "selesai"],
    },
)


def event(first: str, start: str, last: str, end: str, only: set[str] | None = None) -> dict[str, str]:
    """The errors of an event with these times."""
    raw = {"mulai": first, "jam_mulai": start, "selesai": last, "jam_selesai": end}
    return clean(EVENT, raw, CONTEXT, only).errors


def test_an_end_is_not_before_its_start() -> None:
    assert event("2026-12-01", "20.00", "2026-12-01", "23.00") == {}
    assert event("2026-12-01", "20.00", "2026-12-02", "02.00") == {}
    assert list(event("2026-12-01", "20.00", "2026-12-01", "02.00")) == ["jam_selesai"]
    errors = event("02-12-2026", "20.00", "01-12-2026", "23.00")
    assert errors == {"selesai": "Tidak boleh lebih awal dari “Tanggal mulai”, yaitu 2 Desember 2026."}


def test_a_rule_holds_also_when_only_one_side_is_asked() -> None:
    assert list(event("2026-12-02", "20.00", "2026-12-01", "21.00", {"selesai"})) == ["selesai"]
    errors = event("2026-12-02", "20.00", "2026-12-01", "21.00", {"mulai"})
    assert errors == {"mulai": "Tidak boleh lebih akhir dari “Tanggal selesai”, yaitu 1 Desember 2026."}
    assert event("2026-12-02", "20.00", "2026-12-01", "21.00", {"jam_mulai"}) == {}


def test_only_what_is_asked_is_cleaned() -> None:
    schema = form(field("number"), {"id": "lain", "kind": "date", "label": "Lain", "required": True})
    cleaned = clean(schema, {"isian": "3", "lain": "salah"}, CONTEXT, ["isian"])
    assert (cleaned.values, cleaned.errors) == ({"isian": 3}, {})


def test_file_ids_are_what_can_be_an_id() -> None:
    schema = form(field("file"), {"id": "lain", "kind": "file", "label": "Lain"}, {"id": "t", "kind": "short_text"})
    raw = {"isian": [PHOTO, "x", "", "../../etc"], "lain": PHOTO, "t": PDF}
    assert file_ids(schema, raw) == [PHOTO]
    assert file_ids(schema, {"isian": None, "lain": [None, 3, {}]}) == []
