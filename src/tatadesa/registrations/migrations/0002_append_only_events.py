"""The history of a registration is evidence: the database refuses to change or erase an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION registrations_registrationevent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'registrations_registrationevent is append-only';
END $$;
CREATE TRIGGER registrations_registrationevent_append_only BEFORE UPDATE OR DELETE ON registrations_registrationevent
  FOR EACH ROW EXECUTE FUNCTION registrations_registrationevent_is_append_only();
"""
BACKWARD = """
DROP TRIGGER registrations_registrationevent_append_only ON registrations_registrationevent;
DROP FUNCTION registrations_registrationevent_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
