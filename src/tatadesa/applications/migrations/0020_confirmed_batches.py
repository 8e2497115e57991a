"""A decision over a selection says whether what is not ticked was looked at all the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0019_deliveries_in_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="batchrun",
            name="is_confirmed",
            field=models.BooleanField(default=False, help_text="what is not ticked was looked at all the same"),
        ),
    ]
