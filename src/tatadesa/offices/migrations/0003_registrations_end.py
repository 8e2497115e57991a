"""How long a registration waits for a decision before it ends by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0002_registration_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="office",
            name="registration_days",
            field=models.PositiveSmallIntegerField(
                default=30, help_text="a registration that nobody decides on ends by itself after so many days"
            ),
        ),
    ]
