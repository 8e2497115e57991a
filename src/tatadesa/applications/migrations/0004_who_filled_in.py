"""Until now everybody applied for themselves: the citizen is the author, and a draft is about its author."""

from django.db import migrations

FORWARD = """
UPDATE applications_application SET author_id = citizen_id WHERE author_id IS NULL;
UPDATE applications_draft AS d SET resident_id = a.resident_id
  FROM applications_application AS a WHERE a.id = d.application_id AND d.resident_id IS NULL;
UPDATE applications_draft AS d SET resident_id = r.id
  FROM residents_resident AS r WHERE r.account_id = d.author_id AND d.resident_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_on_behalf_of_others")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
