"""File fields whose paper the citizen will bring to the office."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0005_author_is_known"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="to_bring",
            field=models.JSONField(
                default=list, help_text="file fields whose paper the citizen will bring to the office"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="to_bring",
            field=models.JSONField(default=list, help_text="as of an application"),
        ),
    ]
