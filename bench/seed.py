"""Many applications, copied inside the database from one that went through the actions."""

from django.db import connection
from django.db.backends.utils import CursorWrapper

_COLUMNS = """
  number, service_id, version_id, citizen_id, author_id, author_label, resident_id, applicant_name, relation, draft_key,
  state, answers, on_paper, to_bring, register_data, correction, taken_by_id, submitted_at, due_at, decided_at,
  updated_at, event_count, dusun, turn_label, turn_roles, turn_due_at,
  open_referrals, officer_answers, rejection_code
"""
_COPY = f"""
INSERT INTO applications_application (id, office_id, {_COLUMNS})
SELECT gen_random_uuid(), office_id, 'B-' || lpad(n::text, 9, '0'),
       (%(services)s::uuid[])[1 + n %% array_length(%(services)s::uuid[], 1)], version_id, %(citizen)s, %(citizen)s, '',
       (%(people)s::uuid[])[1 + n * 7 %% array_length(%(people)s::uuid[], 1)], applicant_name || ' ' || n, '',
       gen_random_uuid(), (%(states)s::text[])[1 + n %% 10], answers, on_paper, to_bring, register_data, NULL,
       CASE WHEN (%(states)s::text[])[1 + n %% 10] = 'in_review' THEN %(officer)s::uuid END,
       submitted_at - n * interval '97 seconds', due_at - n * interval '97 seconds',
       -- Between minutes and two weeks after it came.
       CASE WHEN (%(states)s::text[])[1 + n %% 10] NOT IN ('submitted', 'in_review') THEN
         submitted_at - n * interval '97 seconds' + (5 + n::bigint * 7919 %% 20000) * interval '1 minute' END,
       now(), 3, dusun,
       -- Of those that are open every tenth waits for the head's signature.
       CASE WHEN n %% 10 NOT IN (0, 3) THEN '' WHEN n %% 100 < 10 THEN 'Tanda tangan surat'
            ELSE 'Pemeriksaan berkas' END,
       CASE WHEN n %% 10 NOT IN (0, 3) THEN '{{}}' WHEN n %% 100 < 10 THEN ARRAY['kades', 'sekdes']
            ELSE ARRAY['operator', 'kasi'] END, NULL, 0, '{{}}', ''
FROM applications_application, generate_series(%(first)s, %(last)s) AS n WHERE id = %(sample)s
"""  # noqa: S608 - our own columns
_TO_OTHERS = f"""
INSERT INTO applications_application (id, office_id, {_COLUMNS})
SELECT gen_random_uuid(), village, {_COLUMNS}
FROM applications_application, unnest(%(offices)s::uuid[]) AS village
WHERE number BETWEEN %(low)s AND %(high)s AND number LIKE 'B-%%'
"""  # noqa: S608
# One in five still open, as in an office that is behind with its work.
_STATES = ["submitted", *["completed"] * 2, "in_review", "completed", "rejected", *["completed"] * 3, "cancelled"]
_EVENTS = """
INSERT INTO applications_event
  (id, office_id, application_id, position, verb, state, actor_id, actor_label, words, internal_note, data, at)
SELECT gen_random_uuid(), a.office_id, a.id, p, 'take', a.state, a.citizen_id, 'Petugas', 'Diperiksa.', '', '{}',
       a.submitted_at + p * interval '1 hour'
FROM applications_application a, generate_series(1, 3) AS p
WHERE a.number BETWEEN %(low)s AND %(high)s AND a.number LIKE 'B-%%'
"""
_STEPS = """
INSERT INTO applications_step
  (id, application_id, office_id, position, key, label, kind, roles, delegates, done_for, status, done_by_id, opened_at,
   closed_at)
SELECT gen_random_uuid(), a.id, a.office_id, p, (ARRAY['verifikasi','penerbitan'])[p + 1],
       (ARRAY['Pemeriksaan berkas','Penerbitan surat'])[p + 1], (ARRAY['verify','issue'])[p + 1], '[]', '[]', '',
       CASE WHEN a.decided_at IS NULL THEN 'waiting' ELSE 'done' END,
       CASE WHEN a.decided_at IS NOT NULL THEN %(officer)s::uuid END,
       a.submitted_at + p * (a.decided_at - a.submitted_at) / 2,
       a.submitted_at + (p + 1) * (a.decided_at - a.submitted_at) / 2
FROM applications_application a, generate_series(0, 1) AS p
WHERE a.number BETWEEN %(low)s AND %(high)s AND a.number LIKE 'B-%%'
"""


def grow(sample_id: str, citizen_id: str, officer_id: str, first: int, last: int) -> None:
    """Add applications numbered ``first`` to ``last``, each with three events and the officer's two steps.

    They are spread over all services and people of the office. The statistics are refreshed.
    """
    with connection.cursor() as cursor:
        values = {"sample": sample_id, "citizen": citizen_id, "officer": officer_id, "states": _STATES}
        values |= {"services": _ids(cursor, "catalogue_service", sample_id), "first": first, "last": last}
        cursor.execute(_COPY, {**values, "people": _ids(cursor, "residents_resident", sample_id)})
        numbers = {"officer": officer_id, "low": f"B-{first:09d}", "high": f"B-{last:09d}"}
        cursor.execute(_EVENTS, numbers)
        cursor.execute(_STEPS, numbers)
        for table in ("application", "event", "step"):
            cursor.execute(f"VACUUM ANALYZE applications_{table}")


def give_to(offices: list[str], each: int) -> None:
    """``each`` copies of the applications that came last to every one of ``offices``."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_OTHERS, {"offices": offices, "low": "B-000000001", "high": f"B-{each:09d}"})
        cursor.execute("VACUUM ANALYZE applications_application")


def _ids(cursor: CursorWrapper, table: str, sample_id: str) -> list[str]:
    office = "SELECT office_id FROM applications_application WHERE id = %s"
    cursor.execute(f"SELECT id FROM {table} WHERE office_id = ({office}) ORDER BY id", [sample_id])  # noqa: S608
    return [str(row[0]) for row in cursor.fetchall()]
