"""Applications for others: who filled in, who owns it, whom it is about. The author is filled in by 0004."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_append_only_events"),
        ("residents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="application", name="applications_submit_once"),
        migrations.RemoveConstraint(model_name="draft", name="applications_draft_key"),
        migrations.RenameField(model_name="draft", old_name="citizen", new_name="author"),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("office", "author", "key"), name="applications_draft_key"),
        ),
        migrations.AddField(
            model_name="draft",
            name="resident",
            field=models.ForeignKey(
                help_text="whom it is about; none when the account belongs to nobody in the register",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="relation",
            field=models.CharField(blank=True, default="", help_text="as of an application", max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="draft",
            name="on_paper",
            field=models.JSONField(default=list, help_text="as of an application"),
        ),
        migrations.AlterField(
            model_name="application",
            name="citizen",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="author_label",
            field=models.CharField(
                blank=True, default="", help_text="who filled it in, if not the applicant", max_length=160
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="application",
            name="applicant_account",
            field=models.ForeignKey(
                help_text="the applicant's own, where somebody else owns the application: it may read",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="relation",
            field=models.CharField(
                blank=True, default="", help_text="what the applicant is to the author: anak", max_length=30
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="application",
            name="on_paper",
            field=models.JSONField(default=list, help_text="file fields whose paper was shown at the counter"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("applicant_account__isnull", False)),
                fields=["applicant_account", "-submitted_at", "-id"],
                name="applications_applicant",
            ),
        ),
    ]
