"""The steps an application goes through."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Step(models.Model):
    """A piece of work on an application: which office, which roles, who took it, how it ended."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Menunggu giliran"
        ACTIVE = "active", "Berjalan"
        DONE = "done", "Selesai"
        STOPPED = "stopped", "Dihentikan"
        SKIPPED = "skipped", "Tidak diperlukan"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="steps")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, help_text="verify or issue")
    roles = models.JSONField(help_text="any of these may act")
    delegates = models.JSONField(default=list, help_text="these may act in the name of ``roles`` (a.n.)")
    hours = models.PositiveSmallIntegerField(null=True, help_text="target, in working hours of the office")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    done_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    done_for = models.CharField(max_length=60, blank=True, help_text="in whose name it was done: Kepala Desa")
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="when its target is reached")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "position"), name="applications_step_order"),)
        indexes = (
            # What figures are counted from (insight), as in ``Application``.
            models.Index(
                fields=("office", "closed_at"),
                include=("opened_at", "label", "done_by"),
                condition=models.Q(status="done"),
                name="applications_step_done",
            ),
        )

    @property
    def acting_roles(self) -> list[str]:
        """Everybody who may do it: in the own right or in somebody's name."""
        return [*self.roles, *self.delegates]
