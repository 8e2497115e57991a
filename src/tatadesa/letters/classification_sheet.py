"""A sheet of classification codes: what each row of it would do at an office, before anything is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from tatadesa.core.plain import one_line
from tatadesa.letters.classifications import CODE, MAX_TITLE, all_of
from tatadesa.offices.models import Office
from tatadesa.residents.cells import Unreadable, text
from tatadesa.residents.sheets.confined import small_sheet
from tatadesa.residents.sheets.limits import SheetRefused

MAX_SHEET: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 5000
_TOO_LONG = f"Daftar berisi lebih dari {MAX_ROWS} kode. Bagi menjadi beberapa berkas."
_CODE_HEADS: Final = ("kode", "kodeklasifikasi", "klasifikasi", "nomor")
_TITLE_HEADS: Final = ("judul", "nama", "uraian", "namaklasifikasi", "jenisarsip", "keterangan")
_SIGNS: Final = re.compile(r"[^a-z0-9]")
NEW, RENAMED, SAME, REFUSED = "baru", "berganti judul", "sudah ada", "ditolak"


@dataclass(frozen=True)
class SheetRow:
    """A row with its number in the sheet, what would come of it, and why it is refused."""

    number: int
    code: str
    title: str
    verdict: str
    before: str = ""
    why: str = ""


def read_sheet(content: IO[bytes]) -> list[tuple[int, str, str, str]]:
    """Rows as (number, code, title, what could not be read); raises ``SheetRefused``."""
    rows: list[tuple[int, str, str, str]] = []
    places: tuple[int, int] | None = None
    for number, cells in small_sheet(content, MAX_ROWS, _TOO_LONG):
        if places is None:
            places = _places(cells)
        elif any(_cell(cells, place) not in ("", None) for place in places):
            rows.append((number, *_said(cells, places)))
    if not rows:
        raise SheetRefused("Daftar ini kosong: tidak ada kode di bawah nama kolom.")
    return rows


def judge(office: Office, rows: Sequence[tuple[int, str, str, str]]) -> list[SheetRow]:
    """What each row would do at ``office``. One query for all; no code is ever taken away."""
    known = {one.code: one.title for one in all_of(office)}
    seen: dict[str, int] = {}
    found = []
    for number, code, title, unreadable in rows:
        before = known.get(code, "")
        why = unreadable or _why_not(code, title, seen)
        if why:
            verdict = REFUSED
        else:
            seen[code] = number
            verdict = NEW if code not in known else SAME if before == title else RENAMED
        found.append(SheetRow(number, code, title, verdict, before, why))
    return found


def _why_not(code: str, title: str, seen: dict[str, int]) -> str:
    if not CODE.fullmatch(code):
        return "Kode hanya boleh berisi angka, huruf, titik, dan tanda hubung, misalnya 400.10.2.2."
    if not title:
        return "Judulnya kosong."
    if len(title) > MAX_TITLE:
        return f"Judulnya lebih panjang dari {MAX_TITLE} huruf."
    if code in seen:
        return f"Kode ini sudah ada di baris {seen[code]}."
    return ""


def _places(cells: Sequence[Any]) -> tuple[int, int]:
    heads = [_SIGNS.sub("", str(cell or "").casefold()) for cell in cells]
    found = [
        next((heads.index(name) for name in names if name in heads), None) for names in (_CODE_HEADS, _TITLE_HEADS)
    ]
    code, title = found
    if code is None or title is None or code == title:
        raise SheetRefused("Baris pertama harus berisi nama kolom: “kode” dan “judul”. Kolom lain dilewati.")
    return code, title


def _said(cells: Sequence[Any], places: tuple[int, int]) -> tuple[str, str, str]:
    code, title = (_cell(cells, place) for place in places)
    if isinstance(code, float) and not code.is_integer():
        # 400.10 as a number is 400.1: which one was meant cannot be told.
        why = "Kolom kode di Excel berupa angka, jadi nol di belakang bisa hilang. Ubah kolomnya menjadi teks."
        return str(code), one_line(str(title or ""))[:300], why
    try:
        return one_line(text(code, 60)), one_line(text(title, 600)), ""
    except Unreadable as error:
        return one_line(str(code))[:60], one_line(str(title))[:60], str(error)


def _cell(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""
