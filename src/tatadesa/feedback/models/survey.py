"""A filled questionnaire of the Survei Kepuasan Masyarakat (PermenPANRB 14/2017)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7
from tatadesa.feedback.elements import COUNT, HIGHEST, LOWEST


class SurveyAnswer(models.Model):
    """Nine answers about one decided application, given once. Who gave them is for the citizen's own copy only.

    The bands say what kind of person answered, as the register knew it then; they are empty when the person did not
    want to be counted that way.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="survey_answers")
    answers = ArrayField(models.PositiveSmallIntegerField(), size=COUNT, help_text="1 to 4, in the order of U1 to U9")
    remark = models.CharField(max_length=600, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=30, blank=True)
    occupation = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application",), name="feedback_survey_once"),
            models.CheckConstraint(
                condition=Q(answers__contained_by=list(range(LOWEST, HIGHEST + 1)), answers__len=COUNT),
                name="feedback_survey_whole",
            ),
        )
        indexes = (
            models.Index(fields=("office", "at"), name="feedback_survey_office"),
            models.Index(fields=("account", "-at"), name="feedback_survey_account"),
        )
