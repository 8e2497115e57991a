"""The database notes which past days of an office were changed, so that no kept count outlives its truth.

Only what figures are counted from is compared. What is younger than twelve hours is left out: a month is counted a day
after its end at the earliest, and no transaction stays open that long.
"""

# Only names of our own are written into the statements.
# ruff: noqa: S608

from django.db import migrations

_NOTE = """
  INSERT INTO insight_touchedday (id, office_id, day, transaction, at)
  SELECT gen_random_uuid(), office_id, day, pg_current_xact_id()::text::bigint, now()
  FROM (SELECT DISTINCT office_id, (moment AT TIME ZONE 'UTC')::date AS day FROM ({changed}) AS changed
        WHERE moment < now() - interval '12 hours') AS days;
"""


def _function(name: str, parts: list[tuple[str, list[str]]]) -> str:
    """Each part is a moment and the columns that count on its day, for the old and for the new rows."""
    whole = {
        table: _NOTE.format(
            changed=" UNION ALL ".join(f"SELECT office_id, {moment} AS moment FROM {table}" for moment, _ in parts)
        )
        for table in ("gone", "fresh")
    }
    differ = " UNION ALL ".join(
        f"SELECT {side}.office_id, {side}.{moment} AS moment FROM gone JOIN fresh USING (id)"
        f" WHERE ({_listed('gone', columns)}) IS DISTINCT FROM ({_listed('fresh', columns)})"
        for moment, columns in parts
        for side in ("gone", "fresh")
    )
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN {whole["fresh"]}
  ELSIF TG_OP = 'DELETE' THEN {whole["gone"]}
  ELSE {_NOTE.format(changed=differ)}
  END IF;
  RETURN NULL;
END $$;
"""


def _listed(side: str, columns: list[str]) -> str:
    return ", ".join(f"{side}.{column}" for column in columns)


def _triggers(table: str, function: str) -> str:
    return f"""
CREATE TRIGGER {function}_insert AFTER INSERT ON {table}
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {function}_update AFTER UPDATE ON {table}
  REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {function}_delete AFTER DELETE ON {table}
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""


def _backward(table: str, function: str) -> str:
    drops = "".join(f"DROP TRIGGER {function}_{verb} ON {table};\n" for verb in ("insert", "update", "delete"))
    return f"{drops}DROP FUNCTION {function}();\n"


APPLICATIONS = ("applications_application", "insight_application_touched")
STEPS = ("applications_step", "insight_step_touched")
FORWARD = (
    _function(
        APPLICATIONS[1],
        [
            ("submitted_at", ["office_id", "service_id", "resident_id", "submitted_at"]),
            ("decided_at", ["office_id", "service_id", "state", "submitted_at", "due_at", "decided_at"]),
        ],
    )
    + _triggers(*APPLICATIONS)
    + _function(STEPS[1], [("closed_at", ["office_id", "status", "label", "done_by_id", "opened_at", "closed_at"])])
    + _triggers(*STEPS)
)


class Migration(migrations.Migration):
    dependencies = (("insight", "0001_initial"), ("applications", "0020_confirmed_batches"))
    operations = (migrations.RunSQL(FORWARD, _backward(*APPLICATIONS) + _backward(*STEPS)),)
