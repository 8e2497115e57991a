"""The trace of changes of offices, which the database refuses to change, and sheets of offices to be made."""

import django.db.models.deletion
import tatadesa.core.ids
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION administration_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'administration_officechange is append-only';
END $$;
CREATE TRIGGER administration_change_append_only BEFORE UPDATE OR DELETE ON administration_officechange
  FOR EACH ROW EXECUTE FUNCTION administration_change_is_append_only();
"""
BACKWARD = """
DROP TRIGGER administration_change_append_only ON administration_officechange;
DROP FUNCTION administration_change_is_append_only();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_terms_and_rights"),
        ("offices", "0004_working_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Menunggu keputusan"),
                            ("making", "Sedang dibuat"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                        ],
                        default="checked",
                        max_length=8,
                    ),
                ),
                (
                    "rows",
                    models.JSONField(help_text="what each row says, with what is wrong with it; see sheet.SheetRow"),
                ),
                ("refused", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                (
                    "done",
                    models.PositiveIntegerField(
                        default=0, help_text="passwords made so far; the writing is one transaction"
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "sealed",
                    models.TextField(blank=True, help_text="first passwords, encrypted until they are shown once"),
                ),
                ("shown_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        help_text="whose administrator sent the sheet",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "shown_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.staffmember",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staffmember"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "-created_at", "-id"], name="administration_batch_of")],
            },
        ),
        migrations.CreateModel(
            name="OfficeChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("made", "Kantor dibuat"),
                            ("profile", "Alamat dan kontak"),
                            ("letterhead", "Kop surat dan nomor"),
                            ("hours", "Jam kerja"),
                            ("closures", "Hari tutup"),
                        ],
                        max_length=12,
                    ),
                ),
                ("actor_label", models.CharField(help_text="name and position as they were then", max_length=260)),
                (
                    "words",
                    models.CharField(help_text="what was changed: Telepon: kosong → (0282) 000001.", max_length=1000),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.staffmember",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "-at", "-id"], name="administration_change_of")],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
