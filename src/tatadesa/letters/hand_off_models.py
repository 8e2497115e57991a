"""Handing issued letters to the kecamatan's system: how an office reaches it, and how each letter fared."""

from django.db import models

from tatadesa.core.ids import uuid7


class HandOffSettings(models.Model):
    """The kecamatan's server as one village reaches it. Off until somebody sets it up."""

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_on = models.BooleanField(default=False)
    server = models.CharField(max_length=200, blank=True)
    village_code = models.CharField(max_length=20, blank=True, help_text="as registered at the kecamatan")
    token = models.TextField(blank=True, help_text="encrypted")
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)


class HandOffEntry(models.Model):
    """One letter on its way to the kecamatan; there is one per letter, and sending again uses it again."""

    class State(models.TextChoices):
        WAITING = "waiting", "Sedang dikirim"
        SENT = "sent", "Terkirim"
        FAILED = "failed", "Gagal dikirim"

    class There(models.TextChoices):
        UNKNOWN = "", "Belum ada kabar"
        WAITING = "waiting", "Sedang diperiksa kecamatan"
        SIGNED = "signed", "Sudah ditandatangani kecamatan"
        REJECTED = "rejected", "Ditolak kecamatan"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField("letters.Letter", on_delete=models.PROTECT, related_name="hand_off")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=240, blank=True, help_text="why it is not there yet")
    attempts = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    there = models.CharField(max_length=8, choices=There, blank=True, default=There.UNKNOWN)
    there_note = models.CharField(max_length=240, blank=True, help_text="in the kecamatan's words")
    asked_there_at = models.DateTimeField(null=True)
    signed_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    signed_file_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("office", "sent_at"),
                condition=models.Q(state="sent", there__in=("", "waiting", "signed"), signed_file=None),
                name="letters_at_district",
            ),
        )
