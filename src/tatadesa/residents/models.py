"""The population register of a village: families and residents."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from tatadesa.core.ids import uuid7
from tatadesa.residents import codes


class Family(models.Model):
    """A household on one family card (KK)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="families")
    no_kk = models.CharField(max_length=16)
    address = models.CharField(max_length=200)
    dusun = models.CharField(max_length=60, blank=True)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "no_kk"), name="residents_kk_unique"),)


class Resident(models.Model):
    """A person in the register. Codes are those villages use today (``codes.py``)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="residents")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    account = models.OneToOneField("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="resident")
    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    sex = models.PositiveSmallIntegerField(choices=codes.SEX)
    birth_place = models.CharField(max_length=80)
    birth_date = models.DateField()
    religion = models.PositiveSmallIntegerField(choices=codes.RELIGION)
    education = models.PositiveSmallIntegerField(choices=codes.EDUCATION)
    occupation = models.PositiveSmallIntegerField(choices=codes.OCCUPATION)
    marital_status = models.PositiveSmallIntegerField(choices=codes.MARITAL_STATUS)
    family_role = models.PositiveSmallIntegerField(choices=codes.FAMILY_ROLE)
    citizenship = models.PositiveSmallIntegerField(choices=codes.CITIZENSHIP, default=codes.INDONESIAN)
    blood_type = models.PositiveSmallIntegerField(choices=codes.BLOOD_TYPE, default=codes.BLOOD_UNKNOWN)
    father_name = models.CharField(max_length=120, blank=True)
    father_nik = models.CharField(max_length=16, blank=True)
    mother_name = models.CharField(max_length=120, blank=True)
    mother_nik = models.CharField(max_length=16, blank=True)
    base_status = models.PositiveSmallIntegerField(choices=codes.BASE_STATUS, default=codes.ALIVE)
    phone = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "nik"), name="residents_nik_unique"),)
        indexes = (
            models.Index(fields=("nik",), name="residents_nik"),
            models.Index(fields=("family", "family_role"), name="residents_by_family"),
            models.Index(fields=("office", "name", "id"), name="residents_by_name"),
            # Upper, as Django compares for icontains: an index on the bare column is never used.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="residents_name_trgm"),
        )

    def __str__(self) -> str:
        return self.name
