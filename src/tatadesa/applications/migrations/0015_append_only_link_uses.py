"""What was done with a link cannot be rewritten: the database refuses."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION applications_referrallinkuse_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'applications_referrallinkuse is append-only';
END $$;
CREATE TRIGGER applications_referrallinkuse_append_only BEFORE UPDATE OR DELETE ON applications_referrallinkuse
  FOR EACH ROW EXECUTE FUNCTION applications_referrallinkuse_is_append_only();
"""
BACKWARD = """
DROP TRIGGER applications_referrallinkuse_append_only ON applications_referrallinkuse;
DROP FUNCTION applications_referrallinkuse_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_referrals")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
