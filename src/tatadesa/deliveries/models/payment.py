"""The citizen's money for the postage."""

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7
from tatadesa.deliveries.payment_states import PaymentState


class Payment(models.Model):
    """One payment; ended ones stay. Moved by ``deliveries/paying.py`` alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="postage_payments"
    )
    gateway = models.CharField(max_length=12, default="transfer")
    amount = models.PositiveIntegerField(null=True, help_text="rupiah, as shown; null: worked out at the counter")
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.WAITING)
    state_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+", help_text="who saw the money"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(state__in=(PaymentState.WAITING, PaymentState.PAID)),
                name="deliveries_one_payment",
            ),
        )
