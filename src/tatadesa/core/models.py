"""The access log: every look at another person's data leaves a row (UU 27/2022 art. 31-32)."""

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7


class AccessLogEntry(models.Model):
    """Who looked at whose data, where and why. Append-only; ids without foreign keys, so nothing erases it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office_id = models.UUIDField()
    actor_id = models.UUIDField(help_text="account that looked")
    resident_id = models.UUIDField(null=True, help_text="resident who was looked at")
    purpose = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True, help_text="public number of what was open")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=("resident_id", "at"), name="core_access_resident"),
            models.Index(fields=("office_id", "at"), name="core_access_office"),
            # Looks at something before it is known whose it is.
            models.Index(fields=("about", "at"), condition=Q(resident_id=None), name="core_access_unmatched"),
        )
