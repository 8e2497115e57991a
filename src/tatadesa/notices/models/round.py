"""One person's (an agency's, an address's) turn through the channels for one thing that happened."""

from django.db import models

from tatadesa.core.ids import uuid7


class Round(models.Model):
    """Goes from channel to channel until one has reached the person.

    ``facts`` is all that its messages can say: number, service, status, office.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, null=True, related_name="+")
    recipient = models.CharField(max_length=80, blank=True, help_text="as of a notice")
    sealed = models.TextField(
        blank=True, help_text="what is said where that is no facts (a code, a link), encrypted; emptied at the end"
    )
    until = models.DateTimeField(null=True, help_text="when it is no longer worth telling")
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
        constraints = (
            models.UniqueConstraint(fields=("account", "about"), name="notices_round_once"),
            models.UniqueConstraint(
                fields=("recipient", "about"), condition=models.Q(account=None), name="notices_round_once_outside"
            ),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False, recipient="")
                | models.Q(account=None) & ~models.Q(recipient=""),
                name="notices_round_of_one",
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=models.Q(ended_at=None), name="notices_round_due"),
            models.Index(fields=("about",), condition=models.Q(account=None), name="notices_round_outside"),
        )
