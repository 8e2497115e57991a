"""A household of the register."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Family(models.Model):
    """A household on one family card (KK)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="families", db_index=False)
    no_kk = models.CharField(max_length=16)
    address = models.CharField(max_length=200)
    dusun = models.CharField(max_length=60, blank=True)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)
    edition = models.PositiveIntegerField(
        default=1, db_default=1, help_text="grows when the address changes, or who is on the card"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "no_kk"), name="residents_kk_unique"),)
        indexes = (
            models.Index(fields=("office", "rw", "rt"), name="residents_family_area"),
            models.Index(fields=("office", "dusun"), name="residents_family_dusun"),
        )
