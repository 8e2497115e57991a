"""The inbox of an office with 200,000 requests counts its open ones by indexes of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_terms_and_rights"),
        ("applications", "0020_confirmed_batches"),
        ("catalogue", "0006_officer_form"),
        ("offices", "0005_social_service"),
        ("residents", "0008_those_not_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state", "correction"), ("awaits_reply_since__isnull", False), _connector="OR"),
                fields=["office", "submitted_at", "id"],
                name="applications_awaiting",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("open_referrals__gt", 0)),
                fields=["office", "submitted_at", "id"],
                name="applications_referred",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "correction", "approved"])),
                fields=["office", "dusun"],
                name="applications_hamlets",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "correction", "approved"])),
                fields=["office", "turn_label"],
                name="applications_turns",
            ),
        ),
    ]
