"""Prices as a provider told them."""

from django.db import models

from tatadesa.core.ids import uuid7


class Quote(models.Model):
    """The newest prices between two postcodes for a weight; kept for when the provider does not answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=12)
    origin = models.CharField(max_length=5)
    destination = models.CharField(max_length=5)
    weight = models.PositiveIntegerField(help_text="grams, rounded up as prices are asked")
    value = models.PositiveIntegerField(default=0)
    rates = models.JSONField(default=list)
    fetched_at = models.DateTimeField(null=True, help_text="of ``rates``")
    asked_at = models.DateTimeField(null=True, help_text="of the last question, answered or not")
    failure = models.CharField(max_length=240, blank=True, help_text="why the last question gave nothing")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("office", "provider", "origin", "destination", "weight", "value"), name="deliveries_quote_once"
            ),
        )
