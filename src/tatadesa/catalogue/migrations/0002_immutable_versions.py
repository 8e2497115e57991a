"""What citizens were asked and promised cannot change afterwards: the database refuses, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_serviceversion_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'catalogue_serviceversion: a published version is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalogue_serviceversion_immutable BEFORE UPDATE OR DELETE ON catalogue_serviceversion
  FOR EACH ROW EXECUTE FUNCTION catalogue_serviceversion_is_immutable();
"""
BACKWARD = """
DROP TRIGGER catalogue_serviceversion_immutable ON catalogue_serviceversion;
DROP FUNCTION catalogue_serviceversion_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
