"""What an office offers its citizens, and how it reaches each courier."""

from django.db import models

from tatadesa.core.ids import uuid7


class DeliverySettings(models.Model):
    """How one office sends letters home. Off until somebody sets it up."""

    class Payer(models.TextChoices):
        OFFICE = "office", "Kantor desa"
        RECEIVER = "receiver", "Penerima, saat surat diantar (COD)"
        TRANSFER = "transfer", "Pemohon, dengan transfer lebih dahulu"

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_on = models.BooleanField(default=False)
    provider = models.CharField(max_length=12, default="counter", help_text="who is asked to send")
    rates_by = models.CharField(max_length=12, blank=True, help_text="who is asked for prices; empty: the same")
    tracking_by = models.CharField(max_length=12, blank=True, help_text="who is asked where it is; empty: the same")
    products = models.JSONField(
        default=list, help_text="[{code, name, days?}] in the order shown; empty offers all that the provider names"
    )
    payer = models.CharField(max_length=10, choices=Payer, default=Payer.OFFICE)
    transfer_words = models.CharField(max_length=300, blank=True, help_text="where to transfer to, for citizens")
    envelope_grams = models.PositiveSmallIntegerField(default=30)
    sheet_grams = models.PositiveSmallIntegerField(default=5, help_text="A4 of 80 g/m² weighs 5 g")
    declared_value = models.PositiveIntegerField(default=0, help_text="rupiah, for the insurance")
    wants_pickup = models.BooleanField(default=False, help_text="the courier is to collect at the office")
    stuck_days = models.PositiveSmallIntegerField(default=5, help_text="without news so long, the office is told")
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)


class CourierAccount(models.Model):
    """How one office reaches one provider, and whether that provider answers at present."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=12)
    sealed = models.TextField(blank=True, help_text="the values typed in, encrypted JSON")
    hook_key = models.CharField(max_length=64, unique=True, help_text="names the account in its webhook's address")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    paused_until = models.DateTimeField(null=True, help_text="nobody asks before: too many failures in a row")
    last_failure = models.CharField(max_length=240, blank=True)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "provider"), name="deliveries_account_once"),)
