"""The history of an application."""

from __future__ import annotations

from django.db import models

from tatadesa.applications.states import State, Verb
from tatadesa.core.ids import uuid7


class Event(models.Model):
    """Append-only history: who did what, when, the words the citizen reads, the internal note."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=12, choices=Verb)
    state = models.CharField(max_length=12, choices=State, help_text="after the event")
    actor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=160, help_text="name and position as they were then")
    words = models.TextField(help_text="what the citizen reads")
    internal_note = models.TextField(blank=True, help_text="never leaves the office")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "position"), name="applications_event_order"),)
