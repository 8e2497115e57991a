"""Files that come in pieces."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tatadesa.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("offices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartialUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("upload_key", models.UUIDField(help_text="as of the stored file")),
                ("name", models.CharField(max_length=160)),
                ("size", models.PositiveIntegerField(help_text="bytes, as told at the start")),
                ("offset", models.PositiveIntegerField(default=0, help_text="bytes that are here")),
                ("pieces", models.JSONField(default=list, help_text="names in the storage, in order")),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="files_partial_expiry")],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "owner", "upload_key"), name="files_partial_once")
                ],
            },
        ),
    ]
