"""Services and their published versions."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Service(models.Model):
    """What can be asked for at an office. Everything that may change lives in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=60)
    category = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    current = models.ForeignKey(
        "ServiceVersion",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the published version",
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "slug"), name="catalogue_slug_unique"),)

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
    requirements = models.JSONField(default=list)
    workflow = models.JSONField(help_text="ordered steps with roles, see tatadesa.catalogue.workflow")
    letter = models.JSONField(null=True, help_text="letter template, see tatadesa.letters.template")
    standard = models.JSONField(help_text="the six public parts of the service standard, UU 25/2009")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("service", "number"), name="catalogue_version_unique"),)

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"
