"""History cannot be rewritten, not even by a defect of ours: the database refuses."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION applications_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'applications_event is append-only';
END $$;
CREATE TRIGGER applications_event_append_only BEFORE UPDATE OR DELETE ON applications_event
  FOR EACH ROW EXECUTE FUNCTION applications_event_is_append_only();
"""
BACKWARD = """
DROP TRIGGER applications_event_append_only ON applications_event;
DROP FUNCTION applications_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
