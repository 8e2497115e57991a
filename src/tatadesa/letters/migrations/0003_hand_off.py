"""Letters handed to the kecamatan: how an office reaches it, and how each letter fared."""

import django.db.models.deletion
import tatadesa.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("letters", "0002_immutable_letters"),
        ("offices", "0005_social_service"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOffEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Sedang dikirim"), ("sent", "Terkirim"), ("failed", "Gagal dikirim")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, help_text="why it is not there yet", max_length=240)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staffmember"
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_off", to="letters.letter"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandOffSettings",
            fields=[
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="offices.office",
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("server", models.CharField(blank=True, max_length=200)),
                (
                    "village_code",
                    models.CharField(blank=True, help_text="as registered at the kecamatan", max_length=20),
                ),
                ("token", models.TextField(blank=True, help_text="encrypted")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
