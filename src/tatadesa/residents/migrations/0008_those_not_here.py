"""The dead, the moved and the missing are few among many: a short index finds them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("residents", "0007_one_import_at_a_time")]

    operations = [
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["office", "base_status", "search_name", "id"],
                condition=~Q(base_status=1),
                name="residents_not_here",
            ),
        ),
    ]
