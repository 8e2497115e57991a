"""Edits of a draft that were undone and may be done again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_offers_rules_and_drafts")]

    operations = [
        migrations.AddField(
            model_name="versionedit",
            name="is_undone",
            field=models.BooleanField(default=False, help_text="taken back; may be done again until the next edit"),
        ),
    ]
