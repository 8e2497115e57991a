"""A file from outside is read in a process of its own: every format, row by row, and every broken one with words."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tatadesa.residents.sheets import confined, limits
from tatadesa.residents.sheets.confined import chunks
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.opening import rows_of
from tests.residents.sheets import samples
from tests.residents.sheets.samples import person, table

Cells = list[tuple[int, list[Any]]]


def read(content: bytes, folder: Path) -> Cells:
    """All rows, as the parent of the child gets them."""
    with samples.write(folder, "lembar", content).open("rb") as file:
        return [row for chunk in chunks(file) for row in chunk.rows]


def rezipped(content: bytes, change: Any) -> bytes:
    """A workbook whose parts went through ``change(name, bytes)``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def test_xlsx_comes_with_row_numbers_dates_numbers_and_texts(tmp_path: Path) -> None:
    rows = [["nik", "nama", "lahir", "rt", "benar"], [], ["'331", "SITI & <b>", date(1995, 8, 15), 3, True]]
    found = read(samples.xlsx(rows), tmp_path)
    assert found == [[1, rows[0]], [3, ["'331", "SITI & <b>", date(1995, 8, 15), 3.0, True]]]


def test_a_long_sheet_is_read_in_windows_and_loses_no_row(tmp_path: Path) -> None:
    people = [person(number) for number in range(1, 4001)]
    for shared in (True, False):
        found = read(samples.xlsx(table(people), shared=shared), tmp_path)
        assert [number for number, _ in found] == list(range(1, 4002))
        assert [cells[6] for _, cells in found[1:]] == [one["nik"] for one in people]


def test_rich_texts_and_pronunciations_in_shared_strings(tmp_path: Path) -> None:
    def enrich(name: str, part: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return part
        rich = b"<si><r><t>SI</t></r><r><rPr><b/></rPr><t>TI</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
        return part.replace(b"<si><t>nama</t></si>", rich)

    content = rezipped(samples.xlsx([["nik", "nama"]], codes=False), enrich)
    assert read(content, tmp_path) == [[1, ["nik", "SITI"]]]


def test_a_workbook_in_another_spelling_is_read_as_a_whole(tmp_path: Path) -> None:
    """Valid XML that no program we know writes: attributes in another order, a comment, CDATA."""

    def respell(name: str, part: bytes) -> bytes:
        return part.replace(b'<row r="2"', b'<!-- x --><row spans="1:2" r="2"') if "sheet" in name else part

    content = rezipped(samples.xlsx([["nik", "nama"], ["1", "A"], ["2", "B"]], codes=False), respell)
    assert [cells for _, cells in read(content, tmp_path)] == [["nik", "nama"], ["1", "A"], ["2", "B"]]


def test_macros_do_not_matter(tmp_path: Path) -> None:
    def macro(name: str, part: bytes) -> bytes:
        kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        return part.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind)

    assert len(read(rezipped(samples.xlsx(table([person(1)])), macro), tmp_path)) == 2


def test_the_sheet_of_codes_is_never_read(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="kosong"):
        read(samples.xlsx([["nik"], ["1"]], name="KODE  data", codes=False), tmp_path)


def test_the_sheet_with_the_column_nik_is_the_one(tmp_path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("Catatan").write_row(0, 0, ["daftar penduduk"])
        book.add_worksheet("Isi").write_row(0, 0, ["NIK ", "nama"])
    assert read(buffer.getvalue(), tmp_path) == [[1, ["NIK ", "nama"]]]


def test_two_sheets_of_residents_are_not_guessed_between(tmp_path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name in ("RT 1", "RT 2"):
            book.add_worksheet(name).write_row(0, 0, ["nik", "nama"])
    with pytest.raises(SheetRefused, match="“RT 1” dan “RT 2”"):
        read(buffer.getvalue(), tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_kind(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["nik", "nama"], ["", ""], ["1", f"JOSÉ{delimiter} A"]]
    assert read(samples.delimited(rows, delimiter, encoding), tmp_path) == [[1, rows[0]], [3, rows[2]]]


def _bomb() -> bytes:
    """A few kilobytes that become a quarter of a gigabyte; two seconds of work, so not while tests are collected."""
    row = b'<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'

    def swell(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", row * 4_000_000 + b"</sheetData>") if name.endswith("sheet1.xml") else part

    return rezipped(samples.xlsx([["nik"]], codes=False), swell)


def _entities() -> bytes:
    """Entities that double each other, in the directory of the workbook."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def lace(name: str, part: bytes) -> bytes:
        return part.replace(b"<workbook", bomb + b"<workbook", 1) if name == "xl/workbook.xml" else part

    return rezipped(samples.xlsx([["nik"], ["1"]], codes=False), lace)


GOOD = samples.xlsx(table([person(number) for number in range(1, 60)]))
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", limits.EMPTY),
        (b"   \r\n", limits.EMPTY),
        (GOOD[: len(GOOD) // 2], limits.BROKEN),
        (GOOD[:200], limits.BROKEN),
        (GOOD.replace(b"xl/worksheets", b"xl/worksheetz"), limits.BROKEN),
        (samples.xls(table([person(1)]))[:3000], limits.BROKEN),
        (LOCKED, limits.LOCKED),
        (b"<html><body><table><tr><td>nik</td></tr></table></body></html>", limits.WEB_PAGE),
        (b"\xef\xbb\xbf <?xml version='1.0'?><Workbook/>", limits.WEB_PAGE),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), limits.NOT_A_SHEET),
        (b"PK\x03\x04" + bytes(200), limits.BROKEN),
        (samples.xlsx([], codes=True), limits.EMPTY),
        (_bomb, limits.BOMB),
    ],
    ids=[
        "nothing", "blanks", "half a workbook", "the head of a workbook", "a missing part", "half an old workbook",
        "locked", "a web page", "XML of 2003", "a picture", "no archive", "an empty sheet", "a bomb",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_words(
    content: bytes | Callable[[], bytes], words: str, tmp_path: Path
) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(content() if callable(content) else content, tmp_path)
    assert refused.value.message == words


def test_entities_are_never_followed(tmp_path: Path) -> None:
    try:
        found = read(_entities(), tmp_path)
    except SheetRefused:
        return
    assert all("ha" not in str(cells) for _, cells in found)


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foto.jpg", b"x")
    with pytest.raises(SheetRefused) as refused:
        read(buffer.getvalue(), tmp_path)
    assert refused.value.message == limits.NOT_A_SHEET


def test_rows_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 10)
    with pytest.raises(SheetRefused) as refused:
        list(rows_of(io.BytesIO(b"nik,nama\n" + b"1,a\n" * 12)))
    assert refused.value.message == limits.TOO_MANY_ROWS
    assert len(list(rows_of(io.BytesIO(b"nik,nama\n" + b"1,a\n" * 10)))) == 11


@pytest.mark.parametrize("write", [samples.xlsx, samples.ods, samples.delimited])
def test_a_row_of_very_many_cells(tmp_path: Path, write: Any) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(write([["nik", *(["x"] * 3000)]]), tmp_path)
    assert refused.value.message == limits.TOO_WIDE


def test_the_child_sees_no_secret_and_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    original = confined.subprocess.Popen

    def spy(*args: Any, **kwargs: Any) -> Any:
        started.append((original(*args, **kwargs), kwargs))
        return started[-1][0]

    monkeypatch.setattr(confined.subprocess, "Popen", spy)
    with samples.write(tmp_path, "lembar", GOOD).open("rb") as file:
        rows = chunks(file)
        next(rows)
        rows.close()
    child, how = started[0]
    assert child.poll() is not None
    assert set(how["env"]) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "TMPDIR"}


def test_the_child_is_bounded_before_it_reads_a_byte() -> None:
    code = """
import resource
from tatadesa.residents.sheets.confined_child import _limit
_limit()
try:
    bytearray(1 << 30)
except MemoryError:
    print("bounded", *(resource.getrlimit(kind)[1] > 0 for kind in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)))
"""
    source = str(Path(limits.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": source}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["bounded", "True", "True"]
