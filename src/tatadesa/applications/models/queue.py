"""Numbers for people who wait at the counter."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class QueueDay(models.Model):
    """The last number that an office gave on one of its days; the row is the lock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "day"), name="applications_queue_day"),)


class QueueTicket(models.Model):
    """One number. It knows nobody's name: whoever holds it says the name at the counter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "day", "number"), name="applications_queue_number"),)
        indexes = (
            models.Index(
                fields=("office", "day", "number"),
                condition=models.Q(called_at=None),
                name="applications_queue_waiting",
            ),
        )
