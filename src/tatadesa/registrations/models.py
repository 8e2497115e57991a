"""Registrations: how a resident comes to an account, from the photo of a KTP to a decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7
from tatadesa.residents import codes


class Registration(models.Model):
    """One person's way to an account. Until it is sent, only the browser that began it knows its id."""

    class State(models.TextChoices):
        BEGUN = "begun", "Sedang diisi"
        WAITING = "waiting", "Menunggu petugas"
        ASKED = "asked", "Perlu diperbaiki"
        ACTIVE = "active", "Akun aktif"
        REFUSED = "refused", "Ditolak"
        EXPIRED = "expired", "Kedaluwarsa"

    class Reading(models.TextChoices):
        NONE = "none", "Tanpa foto"
        WAITING = "waiting", "Menunggu dibaca"
        READING = "reading", "Sedang dibaca"
        READ = "read", "Sudah dibaca"
        UNREADABLE = "unreadable", "Tidak terbaca"

    class Match(models.TextChoices):
        UNKNOWN = "", "Belum dicocokkan"
        EXACT = "exact", "Sama dengan data penduduk"
        CLOSE = "close", "Mirip dengan data penduduk"
        DIFFERENT = "different", "NIK ada, data berbeda"
        ABSENT = "absent", "Tidak ada di data penduduk"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=8, choices=State, default=State.BEGUN)
    # What the person says, corrected from what the card says.
    nik = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=120, blank=True)
    birth_place = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.PositiveSmallIntegerField(choices=codes.SEX, null=True)
    address = models.CharField(max_length=200, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="62..., mobile")
    email = models.EmailField(blank=True)
    contact_confirmed_at = models.DateTimeField(null=True, help_text="the code sent to phone or e-mail came back")
    pin_hash = models.CharField(max_length=128, blank=True, help_text="Argon2, becomes the account's; then emptied")
    consent_version = models.CharField(max_length=20, blank=True)
    consent_at = models.DateTimeField(null=True)
    # What the card says, by the reader.
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NONE)
    card = models.JSONField(default=dict, help_text="{field: text} as read; erased with the photo")
    # What the register and Dukcapil say.
    match = models.CharField(max_length=10, choices=Match, default=Match.UNKNOWN, blank=True)
    resident = models.ForeignKey("residents.Resident", on_delete=models.SET_NULL, null=True, related_name="+")
    population_check = models.CharField(max_length=16, blank=True, help_text="Dukcapil: matched, not_matched, ...")
    # What became of it.
    message = models.CharField(max_length=500, blank=True, help_text="what the officer asks or why it was refused")
    asked_fields = models.JSONField(default=list, help_text="what has to be corrected: photo, or names of fields")
    decided_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="registrations")
    edition = models.PositiveIntegerField(default=1, help_text="grows with each change: a stale decision is refused")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = (
            # Not unique: somebody else may have registered with a person's NIK. An officer sees them side by side.
            models.Index(fields=("nik", "state"), name="registrations_by_nik"),
            models.Index(fields=("office", "state", "sent_at", "id"), name="registrations_queue"),
            models.Index(fields=("state", "updated_at"), name="registrations_stale"),
            models.Index(fields=("state", "decided_at"), condition=~Q(nik=""), name="registrations_unreduced"),
        )


class IdentityPhoto(models.Model):
    """The photo of a KTP: encrypted, apart from all other files, and gone soon after the decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="photo")
    storage_name = models.CharField(max_length=80, blank=True, help_text="empty once deleted")
    size = models.PositiveIntegerField(help_text="bytes of the picture, before encryption")
    sha256 = models.CharField(max_length=64, help_text="of the picture as normalised, to see that nothing changed")
    created_at = models.DateTimeField()
    delete_after = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("delete_after",), condition=Q(deleted_at=None), name="registrations_photo_due"),
        )


class RegistrationEvent(models.Model):
    """Append-only history of a registration: who did what, when. No personal data in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=Registration.State)
    actor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("registration", "at", "id"), name="registrations_history"),)
