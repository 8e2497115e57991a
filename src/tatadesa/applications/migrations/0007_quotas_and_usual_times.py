"""Papers that were brought are a verb of their own; indexes for quotas and for how long a service usually takes."""

from django.conf import settings
from django.db import migrations, models

VERBS = [
    ("submit", "Permohonan dikirim"),
    ("revise", "Isian diubah warga"),
    ("take", "Mulai diperiksa"),
    ("release", "Dilepas petugas"),
    ("return", "Dikembalikan untuk diperbaiki"),
    ("resubmit", "Perbaikan dikirim"),
    ("forward", "Diteruskan ke tahap berikutnya"),
    ("approve", "Disetujui"),
    ("reject", "Ditolak"),
    ("cancel", "Dibatalkan pemohon"),
    ("complete", "Surat terbit"),
    ("withdraw", "Surat dicabut"),
    ("paper", "Berkas kertas diterima"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("applications", "0006_papers_to_bring"),
        ("catalogue", "0004_undone_edits"),
        ("offices", "0003_registrations_end"),
        ("residents", "0008_those_not_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(choices=VERBS, max_length=12),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["office", "service", "submitted_at"], name="applications_service"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ["completed", "rejected", "withdrawn"])),
                fields=["office", "service", "-decided_at"],
                name="applications_decided",
            ),
        ),
    ]
