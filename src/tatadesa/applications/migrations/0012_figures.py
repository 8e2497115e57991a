"""Indexes the figures of the dashboard are counted from."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("applications", "0011_queue_numbers"),
        ("catalogue", "0005_service_changes"),
        ("offices", "0003_registrations_end"),
        ("residents", "0008_those_not_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["office", "submitted_at"], include=("service", "resident"), name="applications_received"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", False)),
                fields=["office", "decided_at"],
                include=("service", "submitted_at", "due_at", "state"),
                name="applications_finished",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "correction", "approved"])),
                fields=["office", "due_at"],
                include=("service", "taken_by"),
                name="applications_running",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("status", "done")),
                fields=["office", "closed_at"],
                include=("opened_at", "label", "done_by"),
                name="applications_step_done",
            ),
        ),
    ]
