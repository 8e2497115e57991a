"""Offices of the social service (Dinsos)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0004_working_hours"),
    ]

    operations = [
        migrations.AlterField(
            model_name="office",
            name="kind",
            field=models.CharField(
                choices=[
                    ("desa", "Desa"),
                    ("kelurahan", "Kelurahan"),
                    ("kecamatan", "Kecamatan"),
                    ("kabupaten", "Kabupaten atau kota"),
                    ("kua", "KUA"),
                    ("polsek", "Polsek"),
                    ("puskesmas", "Puskesmas"),
                    ("dinsos", "Dinas Sosial"),
                    ("dukcapil", "Dinas Dukcapil"),
                    ("dinas", "Dinas"),
                ],
                max_length=12,
            ),
        ),
    ]
