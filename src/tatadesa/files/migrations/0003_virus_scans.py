"""What a virus scanner says of stored files."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_partial_uploads"),
        ("offices", "0003_registrations_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="scan",
            field=models.CharField(
                choices=[
                    ("off", "Tidak dipindai"),
                    ("clean", "Bebas virus"),
                    ("waiting", "Menunggu dipindai"),
                    ("infected", "Mengandung virus"),
                ],
                default="off",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(condition=models.Q(("scan", "waiting")), fields=["created_at"], name="files_unscanned"),
        ),
    ]
