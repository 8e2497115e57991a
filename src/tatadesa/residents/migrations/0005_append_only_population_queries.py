"""What was asked of Dukcapil is evidence for its audit: the database refuses to change or erase an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION residents_population_query_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'residents_populationquery is append-only';
END $$;
CREATE TRIGGER residents_population_query_append_only BEFORE UPDATE OR DELETE ON residents_populationquery
  FOR EACH ROW EXECUTE FUNCTION residents_population_query_is_append_only();
"""
BACKWARD = """
DROP TRIGGER residents_population_query_append_only ON residents_populationquery;
DROP FUNCTION residents_population_query_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0004_population_source")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
