"""Sheets that leave the house come back unchanged, and nothing in them is ever calculated."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tatadesa.residents.models import Family, Resident
from tatadesa.residents.sheets.handing_out import refused_xlsx, register_csv, register_xlsx, template_xlsx
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import KEYS, checked, counts, imported, person, table

FORMULAS = ("=1+1", "+62", "-5", "@SUM(A1)")


@pytest.fixture
def village(world: World) -> World:
    """People with every attribute filled, and with what a spreadsheet would calculate."""
    for resident, ethnicity in zip(Resident.objects.filter(office=world.karangsari), FORMULAS, strict=False):
        Resident.objects.filter(pk=resident.pk).update(
            ethnicity=ethnicity,
            birth_certificate='AL & <1> "x" _x0041_',
            marriage_date=date(1901, 2, 3),
            passport_expires=date(2030, 12, 31),
            latitude=Decimal("-7.428912"),
            longitude=Decimal("109.200001"),
            father_nik="0000000000000012",
            health_insurance=99,
            contraception=99,
            mother_name="MU'INAH",
            insurance_number="0001234567890",
        )
    Resident.objects.filter(pk=world.joko.resident.pk).update(base_status=2)
    Family.objects.filter(office=world.karangsari).update(address="=HYPERLINK(1)")
    return world


@pytest.mark.parametrize("write", [register_xlsx, register_csv])
def test_what_was_exported_can_be_imported_and_changes_nothing(village: World, write: object) -> None:
    content = b"".join(write(village.karangsari, only_alive=False))  # type: ignore[operator]
    run = checked(village.operator, content)
    assert counts(run) == (0, 0, 3, 0)


def test_an_export_fills_the_register_of_an_empty_village(village: World) -> None:
    content = b"".join(register_xlsx(village.karangsari, only_alive=False))
    run = imported(village.stranger_operator, content)
    assert counts(run) == (3, 0, 0, 0)
    fields = (
        "nik",
        "name",
        "ethnicity",
        "birth_certificate",
        "latitude",
        "base_status",
        "family__address",
        "family__rt",
    )
    ours, theirs = (
        list(Resident.objects.filter(office=office, nik__in=_niks(village)).order_by("nik").values_list(*fields))
        for office in (village.karangsari, village.sidamulya)
    )
    assert ours == theirs


def test_only_the_living(village: World) -> None:
    rows = _rows(b"".join(register_xlsx(village.karangsari, only_alive=True)))
    assert rows[0] == KEYS
    assert len(rows) == 3
    assert "JOKO PRASETYO" not in {row[KEYS.index("nama")] for row in rows}


def test_nothing_in_a_workbook_is_calculated(village: World) -> None:
    content = b"".join(register_xlsx(village.karangsari, only_alive=False))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<c t="inlineStr" s="1"><is><t xml:space="preserve">=1+1</t></is></c>' in sheet
    nik = KEYS.index("nik")
    assert all(isinstance(row[nik], str) for row in _rows(content)[1:])


def test_nothing_in_csv_is_calculated(village: World) -> None:
    text = b"".join(register_csv(village.karangsari, only_alive=False)).decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines()[1:] for cell in line.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert {"'=1+1", "'+62", "'-5"} <= set(cells)


def test_refused_rows_come_back_as_they_were_typed_with_their_reason(world: World) -> None:
    people = [person(1), person(2, sex="X", nik=3302071508950002.0), person(3, suku="=1+1", agama_id="YY")]
    run = checked(world.operator, samples.xlsx(table(people)))
    rows = _rows(b"".join(refused_xlsx(run)))
    assert rows[0] == [*KEYS, "alasan_ditolak"]
    assert [row[KEYS.index("nik")] for row in rows[1:]] == [3302071508950002.0, person(3)["nik"]]
    assert "Ubah format kolom" in str(rows[1][-1])
    assert rows[2][KEYS.index("suku")] == "=1+1"
    again = checked(world.operator, b"".join(refused_xlsx(run)))
    assert counts(again) == (0, 0, 0, 2)


def test_refused_rows_once_mended_go_in(world: World) -> None:
    run = imported(world.operator, samples.xlsx(table([person(1), person(2, sex="X")])))
    header, row = _rows(b"".join(refused_xlsx(run)))
    row[KEYS.index("sex")] = "P"
    assert counts(imported(world.operator, samples.xlsx([header, row]))) == (1, 0, 0, 0)


def test_the_empty_sheet_has_text_columns_and_is_recognised(world: World) -> None:
    content = b"".join(template_xlsx())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    place = KEYS.index("nik") + 1
    assert f'<col min="{place}" max="{place}" width="18" customWidth="1" style="1"/>' in sheet
    assert 'numFmtId="49"' in styles
    assert _rows(content) == [KEYS]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Data", "Petunjuk", "Kode Data"]
    run = checked(world.operator, content)
    assert (run.state, "kosong" in run.problem) == ("failed", True)


def test_a_filled_in_empty_sheet_is_imported(world: World) -> None:
    """As somebody who keeps the other sheets in the file would send it."""
    header = _rows(b"".join(template_xlsx()))[0]
    assert counts(imported(world.operator, samples.xlsx([header, *table([person(1)])[1:]]))) == (1, 0, 0, 0)


def _rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def _niks(world: World) -> list[str]:
    return [account.resident.nik for account in (world.siti, world.budi, world.joko)]
