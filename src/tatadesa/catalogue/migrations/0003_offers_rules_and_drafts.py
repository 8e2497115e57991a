"""Services offered to a region, rules of who may apply, and drafts of versions in the builder."""

import django.db.models.deletion
import tatadesa.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_nik_changes_login"),
        ("catalogue", "0002_immutable_versions"),
        ("offices", "0002_registration_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceAtOffice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_off", models.BooleanField(default=False)),
                (
                    "texts",
                    models.JSONField(default=dict, help_text="of name, summary, cost and note, those that differ here"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VersionEdit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", models.JSONField(help_text="the whole definition after the edit")),
                (
                    "words",
                    models.CharField(help_text="what was done: Isian “Keperluan” dipindah ke atas", max_length=200),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddField(
            model_name="service",
            name="closes_on",
            field=models.DateField(help_text="last day for applications", null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="handled_by",
            field=models.CharField(
                choices=[("village", "Desa pemohon"), ("owner", "Kantor pemilik layanan")],
                default="village",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="offered_to",
            field=models.CharField(
                blank=True,
                help_text="region code: offices below it offer the service too; empty: only its owner",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="opens_on",
            field=models.DateField(help_text="first day for applications, the handling office's date", null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="quota",
            field=models.PositiveIntegerField(help_text="applications per office and period", null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="quota_period",
            field=models.CharField(
                choices=[("day", "hari"), ("week", "minggu"), ("month", "bulan"), ("year", "tahun")],
                default="month",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="handling",
            field=models.JSONField(
                default=dict, help_text="signers, co-signers and agencies the service is known to need"
            ),
        ),
        migrations.AddField(
            model_name="serviceversion",
            name="rules",
            field=models.JSONField(default=dict, help_text="who may apply and how often, see tatadesa.catalogue.rules"),
        ),
        migrations.AlterField(
            model_name="serviceversion",
            name="published_at",
            field=models.DateTimeField(help_text="none: a draft in the builder", null=True),
        ),
        migrations.AlterField(
            model_name="serviceversion",
            name="standard",
            field=models.JSONField(help_text="the parts of the service standard, UU 25/2009 and PermenPANRB 15/2014"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("offered_to", ""), _negated=True), fields=["offered_to"], name="catalogue_offered"
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)), fields=("service",), name="catalogue_one_draft"
            ),
        ),
        migrations.AddField(
            model_name="serviceatoffice",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"),
        ),
        migrations.AddField(
            model_name="serviceatoffice",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="at_offices", to="catalogue.service"
            ),
        ),
        migrations.AddField(
            model_name="versionedit",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staffmember"
            ),
        ),
        migrations.AddField(
            model_name="versionedit",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"),
        ),
        migrations.AddField(
            model_name="versionedit",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="edits", to="catalogue.serviceversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceatoffice",
            constraint=models.UniqueConstraint(fields=("office", "service"), name="catalogue_one_choice"),
        ),
        migrations.AddConstraint(
            model_name="versionedit",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="catalogue_edit_order"),
        ),
    ]
