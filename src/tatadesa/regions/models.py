"""The Kemendagri tree: provinsi, kabupaten/kota, kecamatan, kelurahan/desa in one table."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class Region(models.Model):
    """A node; its ancestors are the prefixes of ``code``: ``33``, ``33.02``, ``33.02.07``."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, "Provinsi"
        REGENCY = 2, "Kabupaten/Kota"
        DISTRICT = 3, "Kecamatan"
        VILLAGE = 4, "Kelurahan/Desa"

    code = models.CharField(max_length=13, primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_constraint=False
    )
    level = models.PositiveSmallIntegerField(choices=Level)
    name = models.CharField(max_length=100)
    postcode = models.CharField(max_length=5, blank=True, help_text="default only: never a reason to refuse")
    retired = models.BooleanField(default=False, help_text="no longer in the newest decree, kept for what refers to it")

    class Meta:
        indexes = (
            models.Index(fields=("parent", "name"), name="regions_children"),
            # Upper, as Django compares for icontains: an index on the bare column is never used.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="regions_name_trgm"),
        )

    def __str__(self) -> str:
        return self.name
