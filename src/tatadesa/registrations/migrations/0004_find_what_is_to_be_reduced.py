"""Decided registrations that still hold personal data, found by the hourly sweep without reading all the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0003_several_may_wait")]
    operations = [
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("nik", ""), _negated=True),
                fields=["state", "decided_at"],
                name="registrations_unreduced",
            ),
        ),
    ]
