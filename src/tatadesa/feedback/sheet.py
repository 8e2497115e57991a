"""The report of satisfaction as a sheet: elements, services and profile, never single answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from tatadesa.feedback.report import Report
from tatadesa.residents.sheets.workbook import Cell, Page, stream

# What a spreadsheet takes for the beginning of a formula when it opens CSV.
_FORMULA = ("=", "+", "-", "@")


def satisfaction_xlsx(report: Report) -> Iterator[bytes]:
    """A workbook with a page for each table; numbers are numbers."""
    return stream(
        [
            Page("IKM", [("Keterangan", "Isi"), *_summary(report)], width=40),
            Page("Unsur", [("Unsur", "Nama", "NRR", "Nilai", "Mutu", "Keterangan"), *_elements(report)], width=28),
            Page("Layanan", [("Layanan", "Responden", "IKM", "Mutu", "Keterangan"), *_services(report)], width=28),
            Page("Responden", [("Golongan", "Isi", "Jumlah"), *_profile(report)], width=28),
        ]
    )


def satisfaction_csv(report: Report) -> Iterator[bytes]:
    """The same tables below each other, with semicolons and decimal commas, as spreadsheets here expect it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    for rows in (_summary(report), _elements(report), _services(report), _profile(report)):
        writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
        writer.writerow([])
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _summary(report: Report) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("Periode", report.period.label),
        ("Dari", report.period.first),
        ("Sampai", report.period.last),
        ("Layanan", report.service.name if report.service is not None else "Semua layanan"),
        ("Responden", report.n),
        ("Permohonan selesai", report.people),
        ("Contoh yang cukup", report.wanted),
    ]
    if report.result is None:
        return [*rows, ("IKM", "Belum ada data")]
    return [*rows, ("IKM", report.result.index), ("Mutu", f"{report.result.grade} ({report.result.words})")]


def _elements(report: Report) -> list[Sequence[Cell]]:
    return [
        (row.element.code, row.element.name, row.result.nrr, row.result.index, row.result.grade, row.result.words)
        for row in report.elements
    ]


def _services(report: Report) -> list[Sequence[Cell]]:
    return [
        (row.name, row.n, row.result.index, row.result.grade, row.result.words)
        if row.result is not None
        else (row.name, row.n, None, "-", "Tidak ditampilkan")
        for row in report.services
    ]


def _profile(report: Report) -> list[Sequence[Cell]]:
    return [(title, label, n) for title, rows in report.profile for label, n in rows]


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) and len(cell) > 1 else cell
    text = str(cell)
    return text.replace(".", ",") if "." in text else text
