"""Several registrations with one NIK may wait: refusing the second would tell a stranger that the first is there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0002_append_only_events")]
    operations = [
        migrations.RemoveConstraint(model_name="registration", name="registrations_one_open"),
        migrations.AddIndex(
            model_name="registration", index=models.Index(fields=["nik", "state"], name="registrations_by_nik")
        ),
    ]
