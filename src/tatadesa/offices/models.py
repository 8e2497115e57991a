"""Offices: villages and agencies, with what their letters and screens need."""

from django.db import models

from tatadesa.core.ids import uuid7
from tatadesa.offices.hours import read_week, usual_week, week_words


class Office(models.Model):
    """Owns staff, services and an inbox. A village is an office of kind ``desa``."""

    class Kind(models.TextChoices):
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"
        KECAMATAN = "kecamatan", "Kecamatan"
        KABUPATEN = "kabupaten", "Kabupaten atau kota"
        KUA = "kua", "KUA"
        POLSEK = "polsek", "Polsek"
        PUSKESMAS = "puskesmas", "Puskesmas"
        DINSOS = "dinsos", "Dinas Sosial"
        DUKCAPIL = "dukcapil", "Dinas Dukcapil"
        DINAS = "dinas", "Dinas"

    class Paper(models.TextChoices):
        A4 = "A4", "A4 (210 × 297 mm)"
        F4 = "F4", "F4 (215 × 330 mm)"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True, help_text="region code of a village, slug of an agency")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120, help_text="without the kind: Karangsari")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=5, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    letterhead = models.JSONField(default=list, help_text="the centred lines above the address, top to bottom")
    logo_svg = models.TextField(blank=True, help_text="picture at the left of the letterhead")
    paper = models.CharField(max_length=2, choices=Paper, default=Paper.F4)
    number_pattern = models.CharField(
        max_length=120,
        default="{klasifikasi}/{nomor:03}/{kode}/{bulan_romawi}/{tahun}",
        help_text="Permendagri 83/2022 leaves the pattern to the office",
    )
    number_code = models.CharField(max_length=30, help_text="the office's own part of a letter number")
    working_hours = models.JSONField(
        default=usual_week, help_text="seven days from Monday, each a list of spans like 08.00 to 12.00"
    )
    works_through_joint_leave = models.BooleanField(
        default=False, help_text="cuti bersama counts as a working day at this office"
    )
    complaints_contact = models.CharField(max_length=160, blank=True)
    instant_accounts = models.BooleanField(
        default=False, help_text="a registration that agrees with the register in everything is active at once"
    )
    identity_photo_days = models.PositiveSmallIntegerField(
        default=14, help_text="a KTP photo is deleted after the decision, and at the latest after so many days"
    )
    registration_days = models.PositiveSmallIntegerField(
        default=30, help_text="a registration that nobody decides on ends by itself after so many days"
    )
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_village(self) -> bool:
        """Has residents of its own: a desa or kelurahan."""
        return self.kind in (self.Kind.DESA, self.Kind.KELURAHAN)

    @property
    def opening_hours(self) -> str:
        """``Senin-Jumat 08.00-15.00``: the working hours in words, for pages and letters."""
        return week_words(read_week(self.working_hours))

    @property
    def full_name(self) -> str:
        """``Desa Karangsari``; agencies carry their whole name already."""
        if self.kind in (self.Kind.DESA, self.Kind.KELURAHAN, self.Kind.KECAMATAN):
            return f"{self.get_kind_display()} {self.name}"
        return self.name


class Closure(models.Model):
    """A day on which an office is closed besides weekends and national holidays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="closures")
    day = models.DateField()
    reason = models.CharField(max_length=120, help_text="what visitors of the closed office read")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "day"), name="offices_closure_once"),)
