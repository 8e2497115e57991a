"""Whose turn it is stands on the application; steps know their target, who may stand in, and may be passed over."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("applications", "0007_quotas_and_usual_times"),
        ("catalogue", "0005_service_changes"),
        ("offices", "0003_registrations_end"),
        ("residents", "0008_those_not_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="application",
            name="applications_open",
        ),
        migrations.AddField(
            model_name="application",
            name="dusun",
            field=models.CharField(
                blank=True, help_text="of the applicant at submission; lists filter by it", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="turn_due_at",
            field=models.DateTimeField(help_text="when that step's target is reached", null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="turn_label",
            field=models.CharField(blank=True, help_text="the step whose turn it is, or empty", max_length=80),
        ),
        migrations.AddField(
            model_name="application",
            name="turn_roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                default=list,
                help_text="who may do that step; lists find one's own work by it",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="delegates",
            field=models.JSONField(default=list, help_text="these may act in the name of ``roles`` (a.n.)"),
        ),
        migrations.AddField(
            model_name="step",
            name="done_for",
            field=models.CharField(blank=True, help_text="in whose name it was done: Kepala Desa", max_length=60),
        ),
        migrations.AddField(
            model_name="step",
            name="due_at",
            field=models.DateTimeField(help_text="when its target is reached", null=True),
        ),
        migrations.AddField(
            model_name="step",
            name="hours",
            field=models.PositiveSmallIntegerField(help_text="target, in working hours of the office", null=True),
        ),
        migrations.AlterField(
            model_name="step",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "Menunggu giliran"),
                    ("active", "Berjalan"),
                    ("done", "Selesai"),
                    ("stopped", "Dihentikan"),
                    ("skipped", "Tidak diperlukan"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "correction", "approved"])),
                fields=["office", "submitted_at", "id"],
                include=("state", "turn_roles", "taken_by", "turn_due_at", "due_at"),
                name="applications_open",
            ),
        ),
    ]
