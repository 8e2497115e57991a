"""What slows down guessing: rate limits and growing delays, kept where every process sees them."""

from django.db import models


class Throttle(models.Model):
    """A token bucket per action and subject (an account, an address), kept where every process sees it."""

    key = models.CharField(primary_key=True, max_length=120)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()


class Setback(models.Model):
    """Wrong secrets in a row for one subject (an account, a registration); each one makes the next wait longer."""

    key = models.CharField(primary_key=True, max_length=120)
    failures = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
