"""Counts of months that are over, so that a year is not counted anew at each look. The truth stays elsewhere."""

from django.db import models

from tatadesa.core.ids import uuid7


class MonthSummary(models.Model):
    """What an office did in one month, as the applications and steps said in ``snapshot``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    first = models.DateField(help_text="the first day of the month")
    last = models.DateField()
    zone = models.CharField(max_length=40, help_text="the clock by which its days are counted")
    snapshot = models.TextField(help_text="pg_snapshot: the transactions whose changes are in it")
    finished = models.JSONField(help_text="by service: [place in durations.STEPS, how many, how many late]")
    received = models.JSONField(help_text="how many by service")
    steps = models.JSONField(help_text="[label, officer, place, how many]")
    people = models.JSONField(help_text="how many by resident")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "first"), name="insight_month_once"),)


class TouchedDay(models.Model):
    """Something of a day long past was changed by a transaction; the database itself writes this down."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(help_text="by UTC")
    transaction = models.BigIntegerField(help_text="xid8")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("office", "day"), name="insight_touched"),)
