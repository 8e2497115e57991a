"""The history of a complaint cannot be rewritten, not even by a defect of ours: the database refuses."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION feedback_complaintevent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'feedback_complaintevent is append-only';
END $$;
CREATE TRIGGER feedback_complaintevent_append_only BEFORE UPDATE OR DELETE ON feedback_complaintevent
  FOR EACH ROW EXECUTE FUNCTION feedback_complaintevent_is_append_only();
"""
BACKWARD = """
DROP TRIGGER feedback_complaintevent_append_only ON feedback_complaintevent;
DROP FUNCTION feedback_complaintevent_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
