"""Search by part of a name within one office from indexes alone; a family card knows how often it has changed."""

import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("residents", "0005_append_only_population_queries")]

    operations = [
        BtreeGinExtension(),
        migrations.AddField(
            model_name="family",
            name="edition",
            field=models.PositiveIntegerField(
                db_default=1, default=1, help_text="grows when the address changes, or who is on the card"
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="search_name",
            field=models.GeneratedField(
                db_persist=True, expression=Upper("name"), output_field=models.CharField(max_length=120)
            ),
        ),
        *(
            # Other indexes begin with these columns: one of its own for each only makes writing slower.
            migrations.AlterField(
                model_name=model,
                name=name,
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name=related_name,
                    to=to,
                ),
            )
            for model, name, related_name, to in (
                ("family", "office", "families", "offices.office"),
                ("resident", "office", "residents", "offices.office"),
                ("resident", "family", "members", "residents.family"),
            )
        ),
        migrations.RemoveIndex(model_name="resident", name="residents_by_name"),
        migrations.RemoveIndex(model_name="resident", name="residents_name_trgm"),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["office", "search_name", "id"],
                include=("base_status", "sex", "birth_date", "family"),
                name="residents_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["office", "birth_date"], name="residents_by_birth"),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=GinIndex(
                F("office"),
                OpClass(F("search_name"), name="gin_trgm_ops"),
                gin_pending_list_limit=256,
                name="residents_name_trgm",
            ),
        ),
        migrations.AddIndex(
            model_name="family",
            index=models.Index(fields=["office", "rw", "rt"], name="residents_family_area"),
        ),
        migrations.AddIndex(
            model_name="family",
            index=models.Index(fields=["office", "dusun"], name="residents_family_dusun"),
        ),
    ]
