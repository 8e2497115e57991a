"""What officers and the citizen write to each other about an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7


class Message(models.Model):
    """One message of the thread. It is no event: nothing about the application moves, no decision is stale by it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=160, help_text="name and position as they were then")
    is_from_office = models.BooleanField()
    key = models.UUIDField(help_text="made with the page; a repeated sending finds the first one")
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, help_text="when the other side saw it")
    withdrawn_at = models.DateTimeField(null=True, help_text="taken back by its author; words and files are gone")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "author", "key"), name="applications_message_once"),
        )
        indexes = (
            models.Index(fields=("application", "sent_at", "id"), name="applications_thread"),
            models.Index(
                fields=("application", "is_from_office"), condition=Q(seen_at=None), name="applications_unseen"
            ),
        )


class MessageFile(models.Model):
    """A file that goes with a message."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "file"), name="applications_message_file_once"),)
