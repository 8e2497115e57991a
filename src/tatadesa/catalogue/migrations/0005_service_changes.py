"""Who changed what an office offers; the database refuses to change or erase an entry."""

import django.db.models.deletion
import tatadesa.core.ids
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION catalogue_servicechange_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'catalogue_servicechange is append-only';
END $$;
CREATE TRIGGER catalogue_servicechange_append_only BEFORE UPDATE OR DELETE ON catalogue_servicechange
  FOR EACH ROW EXECUTE FUNCTION catalogue_servicechange_is_append_only();
"""
BACKWARD = """
DROP TRIGGER catalogue_servicechange_append_only ON catalogue_servicechange;
DROP FUNCTION catalogue_servicechange_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("catalogue", "0004_undone_edits"),
        ("offices", "0003_registrations_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("actor_label", models.CharField(help_text="name and position as they were then", max_length=260)),
                (
                    "words",
                    models.CharField(help_text="what was changed: Ditutup. Kuota: 20 per bulan.", max_length=600),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staffmember"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="whose choice",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="catalogue.service"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service", "office", "-at", "-id"], name="catalogue_change_of")],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
