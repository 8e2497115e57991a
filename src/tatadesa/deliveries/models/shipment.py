"""A parcel: the request to the courier, its waybill and its events."""

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7
from tatadesa.deliveries.models.settings import DeliverySettings
from tatadesa.deliveries.parcel_states import ENDED, ParcelLabel


class Shipment(models.Model):
    """One sending of one letter. A cancelled one stays; sending again makes another."""

    class Request(models.TextChoices):
        QUEUED = "queued", "Menunggu dikirim ke kurir"
        ASKING = "asking", "Sedang dikirim ke kurir"
        DONE = "done", "Diterima kurir"
        BY_HAND = "by_hand", "Dibawa ke loket"
        UNSURE = "unsure", "Jawaban kurir tidak jelas"
        FAILED = "failed", "Ditolak kurir"
        CANCELLED = "cancelled", "Dibatalkan"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="shipments")
    letter = models.ForeignKey("letters.Letter", on_delete=models.PROTECT, related_name="+")
    provider = models.CharField(max_length=12)
    tracking_by = models.CharField(max_length=12)
    product = models.CharField(max_length=40, blank=True)
    product_name = models.CharField(max_length=80, blank=True)
    receiver = models.JSONField(help_text="a ports.Place")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", help_text="sent to another address"
    )
    sender = models.JSONField(help_text="a ports.Place")
    weight = models.PositiveIntegerField(help_text="grams")
    value = models.PositiveIntegerField(default=0)
    payer = models.CharField(max_length=10, choices=DeliverySettings.Payer)
    rate = models.JSONField(null=True, help_text="a ports.Rate, as it was when the request was made")
    days = models.JSONField(null=True, help_text="[from, to], as the courier or the office says; null: unknown")
    quoted = models.PositiveIntegerField(null=True, help_text="rupiah, what was expected")
    price = models.PositiveIntegerField(null=True, help_text="rupiah, what the courier took")
    wants_pickup = models.BooleanField(default=False)
    request = models.CharField(max_length=10, choices=Request, default=Request.QUEUED)
    reason = models.CharField(max_length=240, blank=True, help_text="why the request is not done")
    attempts = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reference = models.CharField(max_length=80, blank=True, help_text="the provider's own name for it")
    waybill = models.CharField(max_length=20, blank=True)
    waybill_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=ParcelLabel, default=ParcelLabel.REQUESTED)
    state_at = models.DateTimeField(null=True, help_text="of the event that made the state")
    expected_from = models.DateField(
        null=True, help_text="an estimate of arrival, see arrival.py; null: nobody can say"
    )
    expected_to = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True, help_text="when the courier is asked again where it is")
    looks = models.PositiveIntegerField(default=0, help_text="how often it was asked")
    silent_since = models.DateTimeField(null=True, help_text="the last news")
    alarmed_at = models.DateTimeField(null=True, help_text="the office was told that it is stuck or comes back")
    checked_at = models.DateTimeField(null=True, help_text="an officer saw to what was wrong when it was over")
    checked_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("office", "application"),
                condition=~Q(request__in=("cancelled", "failed")) & ~Q(state__in=[state.value for state in ENDED]),
                name="deliveries_one_under_way",
            ),
            models.UniqueConstraint(
                fields=("office", "waybill"), condition=~Q(waybill=""), name="deliveries_waybill_once"
            ),
        )
        indexes = (
            models.Index(fields=("office", "-asked_at", "-id"), name="deliveries_office"),
            models.Index(fields=("application",), name="deliveries_application"),
            models.Index(
                fields=("next_look_at",), condition=Q(next_look_at__isnull=False), name="deliveries_next_look"
            ),
            models.Index(fields=("provider", "reference"), condition=~Q(reference=""), name="deliveries_reference"),
        )

    @property
    def is_under_way(self) -> bool:
        """Something may still happen to it."""
        return self.request not in (self.Request.CANCELLED, self.Request.FAILED) and self.ended_at is None


class ShipmentAnswer(models.Model):
    """What a provider answered, as it came. Append-only; for the office's eyes when something is disputed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="answers")
    about = models.CharField(max_length=10, help_text="order or cancel")
    outcome = models.CharField(max_length=10)
    raw = models.TextField(blank=True)
    at = models.DateTimeField()


class ShipmentEvent(models.Model):
    """One thing that happened to a parcel; holds nothing about the receiver."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ParcelLabel)
    name = models.CharField(max_length=80, help_text="the provider's word")
    place = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=160, blank=True)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("shipment", "at", "name", "place"), name="deliveries_event_once"),
        )
