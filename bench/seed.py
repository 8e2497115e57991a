"""Many applications, copied inside the database from one that went through the actions."""

from django.db import connection

_COPY = """
INSERT INTO applications_application
  (id, office_id, number, service_id, version_id, citizen_id, author_id, author_label, resident_id, applicant_name,
   relation, draft_key, state, answers, on_paper, to_bring, register_data, correction, taken_by_id, submitted_at,
   due_at, decided_at, updated_at, event_count, dusun, turn_label, turn_roles, turn_due_at)
SELECT gen_random_uuid(), office_id, 'B-' || lpad(n::text, 9, '0'), service_id, version_id, %(citizen)s, %(citizen)s,
       '', resident_id, applicant_name || ' ' || n, '', gen_random_uuid(),
       -- One in five still open, as in an office that is behind with its work.
       (ARRAY['submitted','completed','completed','in_review','completed','rejected','completed','completed',
              'completed','cancelled'])[1 + n %% 10],
       answers, on_paper, to_bring, register_data, NULL, NULL, submitted_at - n * interval '97 seconds',
       due_at - n * interval '97 seconds', NULL, now(), 3, dusun,
       -- Of those that are open every tenth waits for the head's signature.
       CASE WHEN n %% 10 IN (0, 3) THEN (ARRAY['Tanda tangan surat','Pemeriksaan berkas'])[1 + (n %% 100 >= 10)::int]
            ELSE '' END,
       CASE WHEN n %% 10 IN (0, 3) AND n %% 100 < 10 THEN ARRAY['kades','sekdes']
            WHEN n %% 10 IN (0, 3) THEN ARRAY['operator','kasi'] ELSE '{}' END,
       NULL
FROM applications_application, generate_series(%(first)s, %(last)s) AS n WHERE id = %(sample)s
"""
_EVENTS = """
INSERT INTO applications_event
  (id, office_id, application_id, position, verb, state, actor_id, actor_label, words, internal_note, data, at)
SELECT gen_random_uuid(), a.office_id, a.id, p, 'take', a.state, a.citizen_id, 'Petugas', 'Diperiksa.', '', '{}',
       a.submitted_at + p * interval '1 hour'
FROM applications_application a, generate_series(1, 3) AS p
WHERE a.number BETWEEN %(low)s AND %(high)s AND a.number LIKE 'B-%%'
"""


def grow(sample_id: str, citizen_id: str, first: int, last: int) -> None:
    """Add applications numbered ``first`` to ``last``, each with three events, and refresh the statistics."""
    with connection.cursor() as cursor:
        cursor.execute(_COPY, {"sample": sample_id, "citizen": citizen_id, "first": first, "last": last})
        cursor.execute(_EVENTS, {"low": f"B-{first:09d}", "high": f"B-{last:09d}"})
        cursor.execute("VACUUM ANALYZE applications_application")
        cursor.execute("VACUUM ANALYZE applications_event")
