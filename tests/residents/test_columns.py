"""The 43 columns: each cell is read as a village types it, and what is shown is read back the same."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.residents import cells, labels
from tatadesa.residents.columns import COLUMNS, Column, by_field, by_key, parse, words
from tatadesa.residents.models import Family, Resident

SHEET = """
alamat dusun rw rt nama no_kk nik sex tempatlahir tanggallahir agama_id pendidikan_kk_id pendidikan_sedang_id
pekerjaan_id status_kawin kk_level warganegara_id ayah_nik nama_ayah ibu_nik nama_ibu golongan_darah_id
akta_lahir dokumen_pasport tanggal_akhir_paspor dokumen_kitas akta_perkawinan tanggalperkawinan
akta_perceraian tanggalperceraian cacat_id cara_kb_id hamil ktp_el status_rekam alamat_sekarang status_dasar
suku tag_id_card id_asuransi no_asuransi lat lng
"""
NIK = "3302071203880001"


def read(key: str, cell: object) -> Any:
    return parse(by_key[key], cell)


def test_the_columns_are_those_in_use_in_their_order() -> None:
    assert [column.key for column in COLUMNS] == SHEET.split()
    assert len(by_field) == len(by_key) == 43


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_column_agrees_with_the_table(column: Column) -> None:
    model, name = (Family, column.field.removeprefix("family.")) if column.is_of_family else (Resident, column.field)
    stored = model._meta.get_field(name)
    assert (stored.choices or None) == (list(column.codes) if column.codes else None)
    if column.kind in ("text", "name", "nik", "no_kk", "digits"):
        assert stored.max_length == column.max_length
        assert column.empty == ""
    if not column.is_required and column.empty is None:
        assert stored.null


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.codes], ids=lambda column: column.key)
def test_codes_and_labels_are_read_whatever_their_form(column: Column) -> None:
    assert column.codes is not None
    for code, label in column.codes:
        forms = (
            code,
            float(code),
            str(code),
            f"{code:02}",
            label,
            label.upper(),
            f"  {label.lower()} ",
            label.replace("/", " / "),
        )
        assert [parse(column, form) for form in forms] == [code] * len(forms), label


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [
        ("sex", "L", 1),
        ("sex", "LK", 1),
        ("sex", "LAKI-LAKI", 1),
        ("sex", "p", 2),
        ("sex", "Pr", 2),
        ("agama_id", "KATHOLIK", 3),
        ("agama_id", "KATOLIK", 3),
        ("agama_id", "BUDHA", 5),
        ("agama_id", "BUDDHA", 5),
        ("agama_id", "Kepercayaan Terhadap Tuhan YME / Lainnya", 7),
        ("pendidikan_kk_id", "SLTA", 5),
        ("pendidikan_kk_id", "SLTA / SEDERAJAT", 5),
        ("pendidikan_kk_id", "AKADEMI/ DIPLOMA III/S. MUDA", 7),
        ("pendidikan_kk_id", "DIPLOMA IV/ STRATA I", 8),
        ("pendidikan_sedang_id", "BELUM MASUK TK", 1),
        ("pendidikan_sedang_id", "D-2", 9),
        ("pendidikan_sedang_id", "TIDAK DAPAT MEMBACA DAN MENULIS HURUF LATIN/ARAB", 17),
        ("pekerjaan_id", "PNS", 5),
        ("pekerjaan_id", "WALIKOTA", 60),
        ("status_kawin", "BK", 1),
        ("status_kawin", "K", 2),
        ("status_kawin", "CH", 3),
        ("status_kawin", "CM", 4),
        ("kk_level", "ORANGTUA", 7),
        ("golongan_darah_id", "A", 1),
        ("golongan_darah_id", "A+", 5),
        ("golongan_darah_id", "AB-", 10),
        ("golongan_darah_id", "o −", 12),
        ("cacat_id", "NETRA/BUTA", 2),
        ("cacat_id", "TIDAK CACAT", 7),
        ("cara_kb_id", "99", 99),
        ("hamil", "Tidak", 2),
        ("id_asuransi", "BPJS NON PBI", 3),
        ("status_dasar", "6", 6),
    ],
)
def test_the_forms_seen_in_sheets(key: str, cell: object, code: int) -> None:
    assert read(key, cell) == code


@pytest.mark.parametrize(
    "cell", ["5", 5, 5.0, "0", 0, -1, 1.5, math.nan, math.inf, True, "Islm?!", date(2020, 1, 1), [1]]
)
def test_what_is_not_in_the_list_is_refused_with_advice(cell: object) -> None:
    with pytest.raises(ValueError, match=r"tidak dikenal|Isi dengan kode"):
        read("status_dasar", cell)


def test_a_slip_of_the_finger_gets_a_hint() -> None:
    with pytest.raises(ValueError, match="Maksudnya “Petani/Pekebun”"):
        read("pekerjaan_id", "PETANI/PEKEBUM")


@pytest.mark.parametrize("column", [column for column in COLUMNS if column.codes], ids=lambda column: column.key)
def test_no_spelling_means_two_things(column: Column) -> None:
    assert column.codes is not None
    plain = [labels.plain(label) for _, label in column.codes]
    assert len(set(plain)) == len(plain)
    assert not any(spelling.isdigit() for spelling in plain)
    for spelling, code in labels.SYNONYMS.get(column.key, {}).items():
        assert parse(column, spelling) == code


@pytest.mark.parametrize(
    "cell",
    [
        date(1995, 8, 5),
        datetime(1995, 8, 5),  # noqa: DTZ001 - as a sheet hands it out
        datetime(1995, 8, 5, 23, 59),  # noqa: DTZ001
        34916,
        34916.0,
        "34916",
        "05-08-1995",
        "5-8-1995",
        "05/08/1995",
        "5/8/1995",
        "05.08.1995",
        "1995-08-05",
        "1995-08-05 00:00:00",
        " 05-08-1995 ",
    ],
)
def test_the_forms_of_a_date(cell: object) -> None:
    assert read("tanggallahir", cell) == date(1995, 8, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "31-02-1995",
        "08-15-1995",
        "05-08-95",
        "05-08/1995",
        "5 Agustus 1995",
        "1850-01-01",
        "1895-01-01",
        "٠٥-٠٨-١٩٩٥",
        0,
        1e9,
        -5,
        math.nan,
        math.inf,
        True,
        time(8, 5),
        timedelta(days=3),
        "x",
    ],
)
def test_no_date(cell: object) -> None:
    with pytest.raises(ValueError, match=r"misal|seperti 31-12-1990"):
        read("tanggallahir", cell)


@pytest.mark.parametrize("cell", ["'3302071203880001", "’3302071203880001", "3302 0712 0388 0001", " 3302071203880001"])
def test_a_whole_nik_in_other_clothes(cell: str) -> None:
    assert read("nik", cell) == NIK


@pytest.mark.parametrize(
    "cell", [3302071203880001, 3302071203880001.0, "3302071203880001.0", "3.30207E+15", "3,30207120388E+15", "3E+15"]
)
def test_a_nik_spoilt_by_a_spreadsheet_is_refused_with_advice(cell: object) -> None:
    for key in ("nik", "no_kk", "ayah_nik"):
        with pytest.raises(ValueError, match="Ubah format kolom menjadi Teks"):
            read(key, cell)


@pytest.mark.parametrize(
    "cell", ["330207120388000", "33020712038800012", "0902071203880001", "3300071203880001", "0", "abc", True]
)
def test_no_nik(cell: object) -> None:
    with pytest.raises(ValueError):
        read("nik", cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("3", "003"), (3, "003"), (3.0, "003"), ("3.0", "003"), ("RT 03", "003"), ("-", "000"), ("012", "012")],
)
def test_rt_is_padded(cell: object, expected: str) -> None:
    assert read("rt", cell) == expected


@pytest.mark.parametrize("cell", ["1234", "A", "1a", 3.5, -3, "³", True])
def test_no_rt(cell: object) -> None:
    with pytest.raises(ValueError):
        read("rt", cell)


@pytest.mark.parametrize("cell", ["Siti Aminah, S.Pd.", "ABDUL MU'IN", "Nur-Aini", "José", "MU’IN"])
def test_a_name(cell: str) -> None:
    assert read("nama", cell) == cell.replace("’", "'")


@pytest.mark.parametrize("cell", ["S1ti", "Siti (alm)", "Siti_A", "=cmd", "...", 12, "Siti@"])
def test_no_name(cell: object) -> None:
    with pytest.raises(ValueError, match="Nama"):
        read("nama", cell)


def test_text_keeps_the_digits_of_a_number_as_long_as_they_are_true() -> None:
    assert read("no_asuransi", 1234567890123.0) == "1234567890123"
    assert read("akta_lahir", date(2010, 5, 12)) == "12-05-2010"
    with pytest.raises(ValueError, match="Teks"):
        read("no_asuransi", 3302071203880001.0)
    with pytest.raises(ValueError, match="paling banyak 60"):
        read("suku", "x" * 61)


@pytest.mark.parametrize(
    ("cell", "expected"), [(-7.428912, "-7.428912"), ("-7,4289", "-7.428900"), ("−7.4289", "-7.428900"), (110, "110")]
)
def test_a_coordinate(cell: object, expected: str) -> None:
    assert read("lng", cell) == Decimal(expected)


@pytest.mark.parametrize("cell", ["91", -90.5, "7.4.2", "1e1", math.nan, math.inf, "", "-"])
def test_no_latitude(cell: object) -> None:
    if cell in ("", "-"):
        assert read("lat", cell) is None
        return
    with pytest.raises(ValueError):
        read("lat", cell)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_an_empty_cell(column: Column) -> None:
    for cell in (None, "", "  ", "\x00\t", "\u200b"):
        if column.is_required:
            with pytest.raises(ValueError, match="Wajib diisi"):
                parse(column, cell)
        else:
            assert parse(column, cell) == column.empty


CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.text("0123456789-/.,eE'+ ", max_size=20)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.decimals()
    | st.sampled_from([label for column in COLUMNS for _, label in column.codes or ()])
)


@given(st.sampled_from(COLUMNS), CELLS)
def test_any_cell_gets_a_value_or_words_and_what_is_shown_is_read_back(column: Column, cell: object) -> None:
    try:
        value = parse(column, cell)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert refusal[-1] in ".?"
        return
    shown = words(column, value)
    assert "\x00" not in shown
    assert parse(column, shown) == value
    assert words(column, parse(column, shown)) == shown


@given(st.dates(cells.EARLIEST, cells.LATEST))
def test_every_date_is_read_back_in_each_form(born: date) -> None:
    column = by_key["tanggallahir"]
    moment = datetime.combine(born, time())
    for form in (words(column, born), f"{born:%d/%m/}{born.year:04}", born.isoformat(), moment):
        assert parse(column, form) == born
