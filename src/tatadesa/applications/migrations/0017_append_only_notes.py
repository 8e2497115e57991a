"""What officers told each other stays as it was said: the database refuses to change it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION applications_note_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'applications_internalnote is append-only';
END $$;
CREATE TRIGGER applications_note_append_only BEFORE UPDATE OR DELETE ON applications_internalnote
  FOR EACH ROW EXECUTE FUNCTION applications_note_is_append_only();
"""
BACKWARD = """
DROP TRIGGER applications_note_append_only ON applications_internalnote;
DROP FUNCTION applications_note_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = (("applications", "0016_request_page"),)
    operations = (migrations.RunSQL(FORWARD, BACKWARD),)
