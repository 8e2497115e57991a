"""Every application has an author; a draft becomes one application per author."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_who_filled_in")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("office", "author", "draft_key"), name="applications_submit_once"
            ),
        ),
    ]
