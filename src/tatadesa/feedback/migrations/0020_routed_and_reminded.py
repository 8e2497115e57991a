"""Complaints that go to another office or to the administrator by themselves, and reminders of their clock."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("feedback", "0002_append_only_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="is_for_administrator",
            field=models.BooleanField(
                default=False, help_text="nobody else at the office or above it could decide on it"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="reminded",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="of its clock: 1 a day before the end, 2 at the end"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("reminded__lt", 2), ("state__in", ["new", "working", "waiting"])),
                fields=["due_at"],
                name="feedback_complaints_to_remind",
            ),
        ),
        migrations.AlterField(
            model_name="complaintevent",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="complaintevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("complain", "Pengaduan dikirim"),
                    ("take", "Mulai diproses"),
                    ("ask", "Petugas bertanya"),
                    ("answer", "Petugas menjawab"),
                    ("reply", "Balasan pelapor"),
                    ("term", "Batas waktu diubah"),
                    ("escalate", "Diteruskan ke pimpinan"),
                    ("route", "Diteruskan ke yang bisa memutuskan"),
                    ("lapor", "Nomor SP4N-LAPOR! dicatat"),
                    ("close", "Selesai"),
                    ("reopen", "Dibuka lagi oleh pelapor"),
                ],
                max_length=10,
            ),
        ),
    ]
