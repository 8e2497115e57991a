"""Figures as files: the same numbers, and nothing that a spreadsheet calculates."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from tatadesa.insight import dashboard
from tatadesa.insight.dashboard import Catalogue
from tatadesa.insight.sheets import Table, tables_of_dashboard, written
from tests.insight.histories import JUNE, application, hours, step
from tests.people import World

NAMES = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def lines(tables: list[Table]) -> list[list[str]]:
    content = b"".join(written(tables, "csv").content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def tables(world: World) -> list[Table]:
    for took in hours(1, 2, 3, 4, 30):
        step(application(world.siti, world.version, took=took), "=HYPERLINK", took, by=world.operator)
    return tables_of_dashboard(dashboard.of_office(world.kades, JUNE, Catalogue.of(world.karangsari)))


def test_every_part_is_in_the_csv(tables: list[Table]) -> None:
    head, *rows = lines(tables)
    assert {row[0] for row in rows} >= {"Layanan", "Tahap", "Asal pemohon", "Petugas"}
    assert all(len(row) == len(head) for row in rows)
    service = dict(zip(head, rows[0], strict=True))
    assert (service["Nama"], service["Masuk"], service["Selesai"]) == ("Surat Keterangan Uji", "5", "5")
    assert (service["Selesai terlambat"], service["Separuh selesai dalam (menit)"]) == ("1", "180")
    assert service["Sedang dipegang"] == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_calculated(name: str) -> None:
    [_, [_, cell]] = lines([Table("Layanan", ("Nama",), [(name,)])])
    assert cell == f"'{name}"


def test_in_the_workbook_it_is_text(tables: list[Table]) -> None:
    content = b"".join(written(tables, "xlsx").content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Layanan", "Sedang berjalan", "Tahap", "Asal pemohon", "Petugas"]
    [_, first] = book.get_sheet_by_name("Tahap").to_python()
    assert first[:2] == ["=HYPERLINK", 5]
