"""A table of a Word document as the part of a letter that says the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tatadesa.core.plain import comparable
from tatadesa.letters.blocks import MAX_COLUMNS, MAX_ITEMS, MAX_ROWS, MEMBERS
from tatadesa.letters.editor.word_lines import GAP
from tatadesa.letters.texts import MAX_TEXT

PAIR = re.compile(r"([^:]{2,60}?)\s*:\s*(.+)")
_NUMBERS = ("no", "nomor", "nomorurut", "nourut")
# Heads of columns as offices write them, by what the rows of a family card are asked for.
_HEADS = {
    **dict.fromkeys(("nama", "namalengkap", "namaanggotakeluarga"), "nama"),
    **dict.fromkeys(("nik", "nomorindukkependudukan", "noktp"), "nik"),
    **dict.fromkeys(("hubungan", "hubungankeluarga", "hubungandalamkeluarga", "shdk", "statushubungan"), "hubungan"),
    **dict.fromkeys(("tempattanggallahir", "tempattgllahir", "ttl"), "tempat_tanggal_lahir"),
    **dict.fromkeys(("tanggallahir", "tgllahir"), "tanggal_lahir"),
    **dict.fromkeys(("jeniskelamin", "lp", "jk", "kelamin"), "jenis_kelamin"),
    **dict.fromkeys(("statuskawin", "statusperkawinan"), "status_kawin"),
    **dict.fromkeys(("umur", "usia"), "umur"),
    **{name.replace("_", ""): name for name in ("tempat_lahir", "agama", "pendidikan", "pekerjaan")},
}


def blocks_of(rows: list[list[str]]) -> Iterator[dict[str, Any]]:
    """Two columns are a list of label and text. With a head, an empty table of a family's members is one again, and
    any other becomes a list whose items keep every word: a letter's own tables list answers, not fixed words.
    """
    rows = [[cell for cell in row if cell != ":"] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    head, body = rows[0], rows[1:]
    is_grid = len(head) > 2 and all(head) and all(len(row) == len(head) for row in body) and body
    if not is_grid:
        rows = [pair for pair in map(_pair, rows) if any(pair)]
        yield from ({"kind": "rows", "rows": rows[at : at + MAX_ROWS]} for at in range(0, len(rows), MAX_ROWS))
        return
    table = _members(head, body)
    if table is not None:
        yield table
        return
    skip = 1 if comparable(head[0]) in _NUMBERS else 0
    told = [list(zip(head, row, strict=True))[skip:] for row in body]
    items = ["; ".join(f"{label}: {cell or GAP}" for label, cell in pairs)[:MAX_TEXT] for pairs in told]
    yield from ({"kind": "list", "items": items[at : at + MAX_ITEMS]} for at in range(0, len(items), MAX_ITEMS))


def _members(head: Sequence[str], body: Sequence[Sequence[str]]) -> dict[str, Any] | None:
    """A table that nobody filled, whose head asks for what a family card says of its members."""
    is_numbered = comparable(head[0]) in _NUMBERS
    labels = head[1:] if is_numbered else head
    names = [_HEADS.get(comparable(label)) for label in labels]
    cells = [cell for row in body for cell in (row[1:] if is_numbered else row)]
    is_empty = all(cell in ("", "-", GAP) for cell in cells)
    if not is_empty or None in names or "hubungan" not in names or len(names) > MAX_COLUMNS:
        return None
    columns = [{"label": label, "text": f"{{baris.{name}}}"} for label, name in zip(labels, names, strict=True)]
    return {"kind": "table", "source": MEMBERS, "columns": columns, "numbered": is_numbered}


def _pair(row: Sequence[str]) -> list[str]:
    cells = [cell for cell in row if cell]
    if not cells:
        return ["", ""]
    if len(cells) == 1:
        pair = PAIR.fullmatch(cells[0])
        if len(row) > 1 and pair is None:
            return [cells[0].rstrip(" :"), GAP]
        return list(pair.groups()) if pair else [cells[0], "-"]
    return [cells[0].rstrip(" :"), " ".join(cells[1:]).lstrip(": ")]
