"""What happened to a resident: the register's own history (buku mutasi penduduk)."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Mutation(models.Model):
    """One entry of the history. Append-only; corrections are further entries."""

    class Kind(models.TextChoices):
        BIRTH = "birth", "Lahir"
        DEATH = "death", "Meninggal"
        MOVE_OUT = "move_out", "Pindah keluar"
        MOVE_IN = "move_in", "Datang"
        CHANGE = "change", "Perubahan data"
        STATUS = "status", "Perubahan status"
        IMPORT = "import", "Impor"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey("residents.Resident", on_delete=models.PROTECT, related_name="mutations")
    kind = models.CharField(max_length=10, choices=Kind)
    happened_on = models.DateField(help_text="the office's date of the event itself, not of writing it down")
    changes = models.JSONField(default=dict, help_text="{field: [old, new]} in the register's own spelling")
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_label = models.CharField(max_length=160, help_text="name and position as they were then")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("resident", "-recorded_at", "-id"), name="residents_mutation_of"),
            models.Index(fields=("office", "-happened_on", "-id"), name="residents_mutation_book"),
        )
