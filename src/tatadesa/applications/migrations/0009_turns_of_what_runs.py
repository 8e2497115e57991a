"""Fills what 0008 added for applications that are there already."""

from django.db import migrations

_FILL = """
UPDATE applications_application SET dusun = left(coalesce(register_data ->> 'penduduk.dusun', ''), 60);
UPDATE applications_application AS a
SET turn_label = s.label, turn_roles = ARRAY(SELECT jsonb_array_elements_text(s.roles))
FROM applications_step AS s
WHERE s.application_id = a.id AND s.status = 'active';
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_turns")]

    operations = [migrations.RunSQL(_FILL, migrations.RunSQL.noop)]
