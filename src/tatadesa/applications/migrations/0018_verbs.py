"""All verbs that the history knows now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_append_only_notes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
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
                    ("refer", "Diteruskan ke instansi"),
                    ("opinion", "Dijawab instansi"),
                    ("recall", "Permintaan ke instansi berakhir"),
                    ("remind", "Instansi diingatkan"),
                    ("reassign", "Dialihkan ke petugas lain"),
                    ("reopen", "Dibuka kembali"),
                ],
                max_length=12,
            ),
        ),
    ]
