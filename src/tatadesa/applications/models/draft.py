"""What somebody is filling in."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Draft(models.Model):
    """What somebody is filling in: a new application, or changes to one (officers see them once sent)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        "residents.Resident",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="whom it is about; none when the account belongs to nobody in the register",
    )
    relation = models.CharField(max_length=30, blank=True, help_text="as of an application")
    key = models.UUIDField()
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, null=True, related_name="drafts"
    )
    answers = models.JSONField(default=dict, help_text="cleaned answers, by field id")
    on_paper = models.JSONField(default=list, help_text="as of an application")
    to_bring = models.JSONField(default=list, help_text="as of an application")
    complete = models.BooleanField(default=False, help_text="passed every check when last saved")
    sheet = models.UUIDField(null=True, help_text="the page that saved last; none when it does not count its saves")
    turn = models.PositiveIntegerField(default=0, help_text="which of that page's saves it was")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "author", "key"), name="applications_draft_key"),)
