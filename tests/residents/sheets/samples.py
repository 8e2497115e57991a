"""Sheets as villages have them, really written in every format."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from django.core.files.base import ContentFile

from tatadesa.accounts.models import StaffMember
from tatadesa.residents.actions.apply_import import decide
from tatadesa.residents.actions.start_import import keep_sheet
from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets.applying import apply_sheet
from tatadesa.residents.sheets.checking import check_sheet

KEYS = [column.key for column in COLUMNS]
Rows = Sequence[Sequence[Any]]
ALL, ACCEPTED = ImportRun.Mode.ALL.value, ImportRun.Mode.ACCEPTED.value


def person(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A new resident of Karangsari; ``number`` (1 to 9999) tells them apart, four to a family."""
    family = (number - 1) // 4
    return {
        "alamat": f"Jl. Kenanga {family + 1}",
        "dusun": "Krajan",
        "rw": "002",
        "rt": "003",
        "nama": f"WARGA {'ABCDEFGHIJ'[number % 10]}",
        "no_kk": f"33020701010{5 + family // 9999}{family % 9999 + 1:04}",
        "nik": f"330207150895{number:04}",
        "sex": "L",
        "tempatlahir": "BANYUMAS",
        "tanggallahir": date(1995, 8, 15),
        "agama_id": "ISLAM",
        "pendidikan_kk_id": 5,
        "pekerjaan_id": "PETANI/PEKEBUN",
        "status_kawin": "KAWIN" if number % 4 == 1 else "BELUM KAWIN",
        "kk_level": "KEPALA KELUARGA" if number % 4 == 1 else "ANAK",
        **changes,
    }


def table(people: Iterable[dict[str, Any]], keys: Sequence[str] = KEYS) -> list[list[Any]]:
    """Header and rows."""
    return [list(keys), *([one.get(key, "") for key in keys] for one in people)]


def xlsx(rows: Rows, *, shared: bool = True, name: str = "Data", codes: bool = True) -> bytes:
    """With shared strings as office programs write them, or with strings in the cells; a sheet Kode Data before it."""
    buffer = io.BytesIO()
    options = {"constant_memory": not shared, "in_memory": True, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(buffer, options) as book:
        if codes:
            book.add_worksheet("Kode Data").write_row(0, 0, ["nik", "kode"])
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(index, place, cell)
                else:
                    sheet.write(index, place, cell)
    return buffer.getvalue()


def xls(rows: Rows) -> bytes:
    """The format before 2007."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(index, place, cell, day)
            elif cell != "":
                sheet.write(index, place, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows) -> bytes:
    """OpenDocument, as LibreOffice writes it (OASIS OpenDocument 1.3, part 3)."""
    lines = ["<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{"".join(lines)}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def delimited(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """CSV with dates as typed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows([f"{cell:%d-%m-%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows)
    return buffer.getvalue().encode(encoding)


def upload(staff: StaffMember, content: bytes, name: str = "penduduk.xlsx") -> ImportRun:
    """A run that waits for its check, as ``start_import`` makes it."""
    return keep_sheet(staff.office, staff.account, ContentFile(content), name)


def checked(staff: StaffMember, content: bytes) -> ImportRun:
    """A run after its dry run."""
    run = upload(staff, content)
    check_sheet(run.pk)
    run.refresh_from_db()
    return run


def imported(staff: StaffMember, content: bytes, mode: str = ACCEPTED) -> ImportRun:
    """A run that was put into the register."""
    run = checked(staff, content)
    decide(run, staff.account, mode)
    apply_sheet(run.pk)
    run.refresh_from_db()
    return run


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, refused."""
    return run.added, run.changed, run.unchanged, run.refused


def words(run: ImportRun) -> dict[int, str]:
    """What is said about each row that is listed: its number and all messages."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return {row.number: " ".join(f"{reason['column']}: {reason['message']}" for reason in row.reasons) for row in rows}


def write(folder: Path, name: str, content: bytes) -> Path:
    """As a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def _ods_cell(cell: Any) -> str:
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
