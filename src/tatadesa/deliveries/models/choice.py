"""How a citizen wants to have the letter."""

from django.db import models

from tatadesa.core.ids import uuid7
from tatadesa.deliveries.models.settings import DeliverySettings
from tatadesa.deliveries.payment_states import PaymentState


class DeliveryChoice(models.Model):
    """One per application; changed until the letter is on its way."""

    class Method(models.TextChoices):
        DOWNLOAD = "download", "Unduh di ponsel"
        COLLECT = "collect", "Ambil di kantor desa"
        POST = "post", "Dikirim POS ke rumah"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="delivery_choice"
    )
    method = models.CharField(max_length=10, choices=Method, default=Method.DOWNLOAD)
    receiver_name = models.CharField(max_length=120, blank=True)
    receiver_phone = models.CharField(max_length=16, blank=True, help_text="62...")
    address = models.JSONField(default=dict, help_text="an answer of the field kind address")
    product = models.CharField(max_length=40, blank=True)
    product_name = models.CharField(max_length=80, blank=True)
    price = models.PositiveIntegerField(
        null=True, help_text="rupiah, as shown when it was chosen; null: at the counter"
    )
    price_seen_at = models.DateTimeField(null=True, help_text="when the provider had said that price")
    wanted = models.JSONField(
        null=True,
        help_text="another address and product the citizen asks for, as answers",
    )
    wanted_at = models.DateTimeField(null=True)
    payer = models.CharField(max_length=10, choices=DeliverySettings.Payer, blank=True)
    payment = models.OneToOneField("deliveries.Payment", on_delete=models.SET_NULL, null=True, related_name="choice")
    collected_at = models.DateTimeField(null=True)
    collected_by = models.CharField(max_length=120, blank=True, help_text="who came for it")
    changed_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    @property
    def awaits_payment(self) -> bool:
        """The citizen has to pay first, and nobody has seen the money yet. Read with its ``payment``."""
        has_to = self.method == self.Method.POST and self.payer == DeliverySettings.Payer.TRANSFER
        return has_to and (self.payment is None or self.payment.state != PaymentState.PAID)
