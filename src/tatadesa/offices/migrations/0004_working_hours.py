"""Working hours as data instead of a free text, days on which an office is closed, offices of a kabupaten."""

import django.db.models.deletion
import tatadesa.core.ids
import tatadesa.offices.hours
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0003_registrations_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="office",
            name="working_hours",
            field=models.JSONField(
                default=tatadesa.offices.hours.usual_week,
                help_text="seven days from Monday, each a list of spans like 08.00 to 12.00",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="works_through_joint_leave",
            field=models.BooleanField(default=False, help_text="cuti bersama counts as a working day at this office"),
        ),
        migrations.RemoveField(model_name="office", name="opening_hours"),
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
                    ("dukcapil", "Dinas Dukcapil"),
                    ("dinas", "Dinas"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("reason", models.CharField(help_text="what visitors of the closed office read", max_length=120)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="offices.office"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office", "day"), name="offices_closure_once")],
            },
        ),
    ]
