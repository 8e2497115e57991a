"""One person's turn through the channels for one thing that happened."""

from django.db import models

from tatadesa.core.ids import uuid7


class Round(models.Model):
    """Goes from channel to channel until one has reached the person.

    ``facts`` is all that its messages can say: number, service, status, office.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("applications.Event", on_delete=models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey("applications.Message", on_delete=models.CASCADE, null=True, related_name="+")
    occasion = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=90, help_text="the same in one word: event:<id>, message:<id> or the occasion")
    kind = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=120)
    channels = models.JSONField(help_text="in the order to be tried")
    position = models.PositiveSmallIntegerField(default=0, help_text="how many have had their turn")
    due_at = models.DateTimeField(help_text="when to go on")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "about"), name="notices_round_once"),)
        indexes = (models.Index(fields=("due_at",), condition=models.Q(ended_at=None), name="notices_round_due"),)
