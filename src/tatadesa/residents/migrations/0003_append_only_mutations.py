"""The history of the register is evidence: the database refuses to change or erase an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION residents_mutation_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'residents_mutation is append-only';
END $$;
CREATE TRIGGER residents_mutation_append_only BEFORE UPDATE OR DELETE ON residents_mutation
  FOR EACH ROW EXECUTE FUNCTION residents_mutation_is_append_only();
"""
BACKWARD = """
DROP TRIGGER residents_mutation_append_only ON residents_mutation;
DROP FUNCTION residents_mutation_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_all_attributes_mutations_imports")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
