"""What somebody has typed about the way of a letter whose request is not sent yet."""

from django.db import models


class DraftWish(models.Model):
    """Beside a draft, unchecked, and gone with it: a wish is judged when the request is sent."""

    draft = models.OneToOneField(
        "applications.Draft", on_delete=models.CASCADE, primary_key=True, related_name="delivery_wish"
    )
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=40, blank=True, help_text="as typed")
    address = models.JSONField(default=dict, help_text="the address form as typed")
    product = models.CharField(max_length=40, blank=True, help_text="as typed")
