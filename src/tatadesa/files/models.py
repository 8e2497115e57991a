"""Stored files: random names outside the web root, served only after an owner check."""

from django.db import models

from tatadesa.core.ids import uuid7


class StoredFile(models.Model):
    """One file on disk or in a bucket. Its bytes never change; the room that uses it knows what for."""

    class State(models.TextChoices):
        RECEIVED = "received", "Diterima"
        CHECKED = "checked", "Diperiksa"
        REFUSED = "refused", "Ditolak"

    class Kind(models.TextChoices):
        JPEG = "image/jpeg", "Foto"
        PDF = "application/pdf", "PDF"

    class PreviewState(models.TextChoices):
        NONE = "none", "Tanpa pratinjau"
        WAITING = "waiting", "Pratinjau sedang dibuat"
        READY = "ready", "Pratinjau siap"
        FAILED = "failed", "Pratinjau tidak dapat dibuat"

    class Scan(models.TextChoices):
        OFF = "off", "Tidak dipindai"
        CLEAN = "clean", "Bebas virus"
        WAITING = "waiting", "Menunggu dipindai"
        INFECTED = "infected", "Mengandung virus"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    kind = models.CharField(max_length=20, choices=Kind)
    original_name = models.CharField(max_length=160)
    storage_name = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=1)
    is_generated = models.BooleanField(default=False, help_text="our own, so a PDF may open in the browser")
    preview_state = models.CharField(max_length=8, choices=PreviewState, default=PreviewState.NONE)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.OFF)
    upload_key = models.UUIDField(null=True, help_text="made on the phone: a repeated upload finds the first one")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "owner", "upload_key"), name="files_upload_once"),)
        indexes = (
            models.Index(fields=("owner", "created_at"), name="files_owner"),
            models.Index(fields=("created_at",), condition=models.Q(scan="waiting"), name="files_unscanned"),
        )


class PartialUpload(models.Model):
    """A file on its way: what has come of it so far lies in pieces in the storage.

    After the last byte ``file`` names what became of it, so that a lost answer can be asked for again until the row
    expires.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    upload_key = models.UUIDField(help_text="as of the stored file")
    name = models.CharField(max_length=160)
    size = models.PositiveIntegerField(help_text="bytes, as told at the start")
    offset = models.PositiveIntegerField(default=0, help_text="bytes that are here")
    pieces = models.JSONField(default=list, help_text="names in the storage, in order")
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "owner", "upload_key"), name="files_partial_once"),)
        indexes = (models.Index(fields=("expires_at",), name="files_partial_expiry"),)
