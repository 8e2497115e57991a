"""Services and their published versions."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


def no_fields() -> dict[str, list[object]]:
    """A form that asks nothing."""
    return {"fields": []}


class Service(models.Model):
    """What can be asked for at an office. Everything that may change lives in its versions."""

    class HandledBy(models.TextChoices):
        VILLAGE = "village", "Desa pemohon"
        OWNER = "owner", "Kantor pemilik layanan"

    class QuotaPeriod(models.TextChoices):
        DAY = "day", "hari"
        WEEK = "week", "minggu"
        MONTH = "month", "bulan"
        YEAR = "year", "tahun"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=60)
    category = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    offered_to = models.CharField(
        max_length=13,
        blank=True,
        help_text="region code: offices below it offer the service too; empty: only its owner",
    )
    handled_by = models.CharField(max_length=7, choices=HandledBy, default=HandledBy.VILLAGE)
    opens_on = models.DateField(null=True, help_text="first day for applications, the handling office's date")
    closes_on = models.DateField(null=True, help_text="last day for applications")
    quota = models.PositiveIntegerField(null=True, help_text="applications per office and period")
    quota_period = models.CharField(max_length=5, choices=QuotaPeriod, default=QuotaPeriod.MONTH)
    current = models.ForeignKey(
        "ServiceVersion",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the published version",
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "slug"), name="catalogue_slug_unique"),)
        indexes = (models.Index(fields=("offered_to",), condition=~models.Q(offered_to=""), name="catalogue_offered"),)

    def __str__(self) -> str:
        return self.slug


class ServiceVersion(models.Model):
    """One version: form, requirements, workflow, letter template, standard. Immutable once published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=240)
    keywords = models.CharField(max_length=240, blank=True, help_text="everyday words for the search")
    icon = models.CharField(max_length=30, default="surat")
    form = models.JSONField(help_text="form schema, see tatadesa.forms.schema")
    officer_form = models.JSONField(default=no_fields, help_text="what officers fill in; may hold no field")
    requirements = models.JSONField(default=list)
    workflow = models.JSONField(help_text="ordered steps with roles, see tatadesa.catalogue.workflow")
    letter = models.JSONField(null=True, help_text="letter template, see tatadesa.letters.template")
    standard = models.JSONField(help_text="the parts of the service standard, UU 25/2009 and PermenPANRB 15/2014")
    rules = models.JSONField(default=dict, help_text="who may apply and how often, see tatadesa.catalogue.rules")
    handling = models.JSONField(default=dict, help_text="signers, co-signers and agencies the service is known to need")
    published_at = models.DateTimeField(null=True, help_text="none: a draft in the builder")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("service", "number"), name="catalogue_version_unique"),
            models.UniqueConstraint(
                fields=("service",), condition=models.Q(published_at=None), name="catalogue_one_draft"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class ServiceAtOffice(models.Model):
    """What one office says of a service it offers, its own or another's: switched off, or in other words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="at_offices")
    is_off = models.BooleanField(default=False)
    texts = models.JSONField(default=dict, help_text="of name, summary, cost and note, those that differ here")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "service"), name="catalogue_one_choice"),)


class ServiceChange(models.Model):
    """Append-only: who changed what an office offers, and how."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", help_text="whose choice")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="changes")
    actor = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    actor_label = models.CharField(max_length=260, help_text="name and position as they were then")
    words = models.CharField(max_length=600, help_text="what was changed: Ditutup. Kuota: 20 per bulan.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("service", "office", "-at", "-id"), name="catalogue_change_of"),)


class VersionEdit(models.Model):
    """A state of a draft in the builder, to go back to. The last one that is not undone holds now."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="edits")
    position = models.PositiveIntegerField()
    content = models.JSONField(help_text="the whole definition after the edit")
    words = models.CharField(max_length=200, help_text="what was done: Isian “Keperluan” dipindah ke atas")
    author = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_undone = models.BooleanField(default=False, help_text="taken back; may be done again until the next edit")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "position"), name="catalogue_edit_order"),)
