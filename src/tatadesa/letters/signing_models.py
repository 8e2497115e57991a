"""Signing: how an office does it, with what each signer does it, and letters between number and signature."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class SigningMethod(models.TextChoices):
    """How an office's letters are signed."""

    PLAIN = "plain", "Tanpa tanda tangan elektronik, hanya kode QR"
    WET = "wet", "Tanda tangan basah di kertas"
    OWN = "own", "Sertifikat sendiri (berkas .p12 atau token)"
    BSRE = "bsre", "BSrE"


class SigningSettings(models.Model):
    """One office's way of signing; an office without a row signs ``PLAIN``."""

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    method = models.CharField(max_length=8, choices=SigningMethod, default=SigningMethod.PLAIN)
    server = models.CharField(max_length=200, blank=True, help_text="BSrE's Esign Client Service")
    version = models.PositiveSmallIntegerField(default=2)
    user = models.CharField(max_length=100, blank=True)
    password = models.TextField(blank=True, help_text="encrypted")
    box_as_corners = models.BooleanField(default=False)
    time_stamper = models.CharField(max_length=200, blank=True, help_text="for own certificates: RFC 3161")
    timeout_seconds = models.PositiveSmallIntegerField(default=30)
    verifies_tls = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)


class SignerProfile(models.Model):
    """What one officer signs with. A key in a file is sealed here and inside itself by a passphrase that nobody keeps;
    of one in a token (PKCS#11) there is only what is public. An officer has one or the other.
    """

    staff = models.OneToOneField("accounts.StaffMember", on_delete=models.CASCADE, primary_key=True, related_name="+")
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    nik = models.TextField(blank=True, help_text="encrypted; as registered at BSrE")
    key = models.TextField(blank=True, help_text="encrypted PKCS#12 in base64")
    token_label = models.CharField(max_length=64, blank=True)
    token_serial = models.CharField(max_length=64, blank=True, help_text="hexadecimal")
    token_key_id = models.CharField(max_length=128, blank=True, help_text="CKA_ID, hexadecimal")
    token_certificate = models.TextField(blank=True, help_text="X.509 in base64; empty where the key is no token's")
    subject = models.CharField(max_length=160, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    serial = models.CharField(max_length=64, blank=True)
    not_before = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    @property
    def is_in_token(self) -> bool:
        """Whether the own key is in a token."""
        return bool(self.token_certificate)

    @property
    def has_key(self) -> bool:
        """Whether there is an own key at all."""
        return bool(self.key) or self.is_in_token


class PreparedLetter(models.Model):
    """A letter that has its number and its final pages, and waits for its signature.

    It is no letter yet: no list, book or public page shows it. The number stays its own whatever happens; ``ABANDONED``
    keeps it for the explanation why no letter carries it.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "Menunggu tanda tangan"
        ISSUED = "issued", "Terbit"
        ABANDONED = "abandoned", "Nomor batal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    dated = models.DateField()
    verification_code = models.CharField(max_length=20, unique=True, help_text="printed on the pages already")
    particulars = models.JSONField(help_text="the letter as it will be, but for its file")
    signer = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=8, choices=SigningMethod)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    seen = models.PositiveIntegerField(help_text="the application's history when the pages were set")
    content = models.BinaryField(null=True, help_text="the PDF to be signed; gone once it is")
    sha256 = models.CharField(max_length=64, help_text="of that PDF: what was shown is what is signed")
    pages = models.PositiveSmallIntegerField(default=1)
    box = models.JSONField(null=True, help_text="where the signature's field lies")
    prepared_at = models.DateTimeField()
    attempt = models.UUIDField(null=True, help_text="of the signing under way; an older one may no longer finish")
    attempted_at = models.DateTimeField(null=True)
    failure = models.CharField(
        max_length=240, blank=True, help_text="why the last signing failed, or why it was given up"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "counter", "year", "running"), name="letters_prepared_number"),
            models.UniqueConstraint(
                fields=("application",), condition=models.Q(state="prepared"), name="letters_prepared_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("office", "signer", "prepared_at"),
                condition=models.Q(state="prepared"),
                name="letters_prepared_waiting",
            ),
        )

    def __str__(self) -> str:
        return self.number
