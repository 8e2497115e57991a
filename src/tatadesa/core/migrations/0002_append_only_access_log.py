"""The access log is evidence: the database refuses to change or erase a row."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION core_accesslogentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'core_accesslogentry is append-only';
END $$;
CREATE TRIGGER core_accesslogentry_append_only BEFORE UPDATE OR DELETE ON core_accesslogentry
  FOR EACH ROW EXECUTE FUNCTION core_accesslogentry_is_append_only();
"""
BACKWARD = """
DROP TRIGGER core_accesslogentry_append_only ON core_accesslogentry;
DROP FUNCTION core_accesslogentry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
