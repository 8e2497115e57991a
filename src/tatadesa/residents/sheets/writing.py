"""Writes staged people and families into the register: a handful of statements, whatever the number of rows.

Each statement holds the register to what the check saw (an edition, an address, a number that is free) and is counted:
one row less means that somebody else was faster, and the whole transaction goes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from zipfile import ZipFile

from django.db import connection

from tatadesa.core.clock import now, office_today
from tatadesa.residents import codes
from tatadesa.residents.models import ImportRun, Mutation
from tatadesa.residents.sheets.staging import FAMILY_FIELDS, PERSON_FIELDS, copy_families, copy_people


class OvertakenError(Exception):
    """The register has changed since the rows were checked."""


@dataclass(frozen=True)
class Writer:
    """Who the entries in the history name."""

    account_id: Any
    label: str


_PERSON: Final = ", ".join(PERSON_FIELDS)
_ADDRESS: Final = ", ".join(FAMILY_FIELDS)

_TABLES: Final = f"""
DROP TABLE IF EXISTS pg_temp.import_families, pg_temp.import_people;
CREATE TEMP TABLE import_families ON COMMIT DROP AS
  SELECT true AS is_new, id, no_kk, {_ADDRESS}, {", ".join(f"{name} AS was_{name}" for name in FAMILY_FIELDS)}
  FROM residents_family WITH NO DATA;
CREATE TEMP TABLE import_people ON COMMIT DROP AS
  SELECT 0 AS number, true AS is_new, r.id, r.edition, r.family_id, r.id AS mutation_id, f.no_kk,
         '{{}}'::jsonb AS changes,
         {", ".join(f"r.{name}" for name in PERSON_FIELDS)}
  FROM residents_resident r JOIN residents_family f ON f.id = r.family_id WITH NO DATA;
"""  # noqa: S608 - names of our own columns
_INDEXES: Final = """
CREATE UNIQUE INDEX ON import_people (id);
CREATE INDEX ON import_people (no_kk);
CREATE UNIQUE INDEX ON import_families (id);
CREATE UNIQUE INDEX ON import_families (no_kk);
ANALYZE import_people;
ANALYZE import_families;
"""
# In the order in which every change of the register takes its locks: families before people, each by id.
_LOCK_FAMILIES: Final = """
SELECT f.id FROM residents_family f
WHERE f.office_id = %(office)s AND f.id IN (
  SELECT id FROM import_families WHERE NOT is_new
  UNION SELECT family_id FROM import_people WHERE family_id IS NOT NULL
  UNION SELECT g.id FROM residents_family g JOIN import_people p USING (no_kk) WHERE g.office_id = %(office)s)
ORDER BY f.id FOR UPDATE
"""
_LOCK_PEOPLE: Final = """
SELECT r.id FROM residents_resident r JOIN import_people p ON p.id = r.id
WHERE r.office_id = %(office)s AND NOT p.is_new ORDER BY r.id FOR UPDATE OF r
"""
_ADD_FAMILIES: Final = f"""
INSERT INTO residents_family (id, office_id, no_kk, {_ADDRESS}, edition)
SELECT id, %(office)s, no_kk, {_ADDRESS}, 1 FROM import_families WHERE is_new ORDER BY no_kk
ON CONFLICT (office_id, no_kk) DO NOTHING
"""  # noqa: S608
_CHANGE_FAMILIES: Final = f"""
UPDATE residents_family f SET {", ".join(f"{name} = s.{name}" for name in FAMILY_FIELDS)}
FROM import_families s
WHERE f.office_id = %(office)s AND f.id = s.id AND NOT s.is_new
  AND {" AND ".join(f"f.{name} = s.was_{name}" for name in FAMILY_FIELDS)}
"""  # noqa: S608
_ADD_PEOPLE: Final = f"""
INSERT INTO residents_resident (id, office_id, family_id, edition, updated_at, phone, {_PERSON})
SELECT p.id, %(office)s, f.id, 1, %(now)s, '', {", ".join(f"p.{name}" for name in PERSON_FIELDS)}
FROM import_people p JOIN residents_family f ON f.office_id = %(office)s AND f.no_kk = p.no_kk
WHERE p.is_new ORDER BY p.number
ON CONFLICT (office_id, nik) DO NOTHING
"""  # noqa: S608
_CHANGE_PEOPLE: Final = f"""
UPDATE residents_resident r
SET family_id = f.id, edition = r.edition + 1, updated_at = %(now)s,
    {", ".join(f"{name} = p.{name}" for name in PERSON_FIELDS)}
FROM import_people p JOIN residents_family f ON f.office_id = %(office)s AND f.no_kk = p.no_kk
WHERE r.office_id = %(office)s AND r.id = p.id AND NOT p.is_new AND r.edition = p.edition AND r.family_id = p.family_id
"""  # noqa: S608
# A page that shows a card has shown its address, who is on it, and what they are to each other.
_CARDS_CHANGED: Final = """
UPDATE residents_family f SET edition = f.edition + 1
WHERE f.office_id = %(office)s AND f.id NOT IN (SELECT id FROM import_families WHERE is_new) AND f.id IN (
  SELECT id FROM import_families
  UNION SELECT g.id FROM residents_family g JOIN import_people p USING (no_kk)
        WHERE g.office_id = %(office)s AND (p.is_new OR p.changes ?| ARRAY['family.no_kk', 'family_role'])
  UNION SELECT family_id FROM import_people WHERE NOT is_new AND changes ? 'family.no_kk')
"""
_ENTRIES: Final = """
INSERT INTO residents_mutation
  (id, office_id, resident_id, kind, happened_on, changes, note, recorded_by_id, recorded_label, recorded_at)
SELECT mutation_id, %(office)s, id, %(kind)s, %(today)s, changes, %(note)s || number, %(account)s, %(label)s, %(now)s
FROM import_people ORDER BY number
"""
# Those who live on a card whose address changed, but are not in the sheet themselves, or not with a change.
_ENTRIES_OF_OTHERS: Final = f"""
INSERT INTO residents_mutation
  (id, office_id, resident_id, kind, happened_on, changes, note, recorded_by_id, recorded_label, recorded_at)
SELECT gen_random_uuid(), %(office)s, r.id, %(kind)s, %(today)s,
  jsonb_strip_nulls(jsonb_build_object({
    ", ".join(
        f"'family.{name}', CASE WHEN s.{name} <> s.was_{name} THEN jsonb_build_array(s.was_{name}, s.{name}) END"
        for name in FAMILY_FIELDS
    )
})), %(others)s, %(account)s, %(label)s, %(now)s
FROM import_families s JOIN residents_resident r ON r.family_id = s.id AND r.office_id = %(office)s
WHERE NOT s.is_new AND r.base_status = %(alive)s
  AND NOT EXISTS (SELECT 1 FROM import_people p WHERE p.id = r.id)
"""  # noqa: S608


def write(run: ImportRun, staged: ZipFile, writer: Writer) -> None:
    """Write everything staged, inside the caller's transaction. Raises ``OvertakenError``."""
    values = {
        "office": run.office_id,
        "now": now(),
        "today": office_today(run.office.timezone),
        "kind": Mutation.Kind.IMPORT.value,
        "account": writer.account_id,
        "label": writer.label,
        "note": f"Impor {run.file_name}, baris ",
        "others": f"Impor {run.file_name}: alamat kartu keluarga",
        "alive": codes.ALIVE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        copy_families(staged)
        copy_people(staged)
        cursor.execute(_INDEXES)
        cursor.execute(_LOCK_FAMILIES, values)
        cursor.execute(_LOCK_PEOPLE, values)
        for statement, counted in (
            # Changes first: of what was just added the planner knows nothing, and compares everything with everything.
            (_CHANGE_FAMILIES, "SELECT count(*) FROM import_families WHERE NOT is_new"),
            (_ADD_FAMILIES, "SELECT count(*) FROM import_families WHERE is_new"),
            (_ADD_PEOPLE, "SELECT count(*) FROM import_people WHERE is_new"),
            (_CHANGE_PEOPLE, "SELECT count(*) FROM import_people WHERE NOT is_new"),
        ):
            cursor.execute(statement, values)
            written = cursor.rowcount
            cursor.execute(counted)
            if cursor.fetchone() != (written,):
                raise OvertakenError
        for statement in (_CARDS_CHANGED, _ENTRIES, _ENTRIES_OF_OTHERS):
            cursor.execute(statement, values)
