"""Looks at a registration before it is known whose it is, found by what was open."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only_access_log")]
    operations = [
        migrations.AddIndex(
            model_name="accesslogentry",
            index=models.Index(condition=Q(resident_id=None), fields=["about", "at"], name="core_access_unmatched"),
        ),
    ]
