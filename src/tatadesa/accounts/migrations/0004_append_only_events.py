"""What happened to an account is evidence: the database refuses to change or erase an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION accounts_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'accounts_accountevent is append-only';
END $$;
CREATE TRIGGER accounts_event_append_only BEFORE UPDATE OR DELETE ON accounts_accountevent
  FOR EACH ROW EXECUTE FUNCTION accounts_event_is_append_only();
"""
BACKWARD = """
DROP TRIGGER accounts_event_append_only ON accounts_accountevent;
DROP FUNCTION accounts_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_temporary_secrets_and_events")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
