"""A person of the register, with every attribute of the 43-column sheet villages exchange."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from tatadesa.core.ids import uuid7
from tatadesa.residents import codes


class Resident(models.Model):
    """A person in the register. Codes are those villages use today (``codes.py``)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Both have longer indexes below that begin with them.
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="residents", db_index=False)
    family = models.ForeignKey("residents.Family", on_delete=models.PROTECT, related_name="members", db_index=False)
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

    current_education = models.PositiveSmallIntegerField(choices=codes.CURRENT_EDUCATION, null=True)
    birth_certificate = models.CharField(max_length=60, blank=True, help_text="number of the akta kelahiran")
    passport_number = models.CharField(max_length=30, blank=True)
    passport_expires = models.DateField(null=True)
    stay_permit_number = models.CharField(max_length=30, blank=True, help_text="KITAS or KITAP of a foreigner")
    marriage_certificate = models.CharField(max_length=60, blank=True)
    marriage_date = models.DateField(null=True)
    divorce_certificate = models.CharField(max_length=60, blank=True)
    divorce_date = models.DateField(null=True)
    disability = models.PositiveSmallIntegerField(choices=codes.DISABILITY, null=True)
    contraception = models.PositiveSmallIntegerField(choices=codes.CONTRACEPTION, null=True)
    pregnancy = models.PositiveSmallIntegerField(choices=codes.PREGNANCY, null=True)
    id_card = models.PositiveSmallIntegerField(choices=codes.ID_CARD, null=True)
    id_card_recording = models.PositiveSmallIntegerField(choices=codes.ID_CARD_RECORDING, null=True)
    present_address = models.CharField(max_length=200, blank=True, help_text="where the person lives, if elsewhere")
    ethnicity = models.CharField(max_length=60, blank=True)
    card_tag = models.CharField(max_length=40, blank=True, help_text="tag of a card read by a kiosk")
    health_insurance = models.PositiveSmallIntegerField(choices=codes.HEALTH_INSURANCE, null=True)
    insurance_number = models.CharField(max_length=40, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    edition = models.PositiveIntegerField(default=1, help_text="grows with each change: a stale page is refused")
    updated_at = models.DateTimeField(auto_now=True)
    # What a search compares with: to make every name upper case while looking costs four times the looking.
    search_name = models.GeneratedField(
        expression=Upper("name"), output_field=models.CharField(max_length=120), db_persist=True
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "nik"), name="residents_nik_unique"),)
        indexes = (
            models.Index(fields=("nik",), name="residents_nik"),
            models.Index(fields=("family", "family_role"), name="residents_by_family"),
            # Lists are read from this index alone, whatever they are narrowed by: the rows are too wide to visit.
            models.Index(
                fields=("office", "search_name", "id"),
                include=("base_status", "sex", "birth_date", "family"),
                name="residents_by_name",
            ),
            models.Index(fields=("office", "birth_date"), name="residents_by_birth"),
            # Few among many: the index above would be read from end to end to find them.
            models.Index(
                fields=("office", "base_status", "search_name", "id"),
                condition=~Q(base_status=codes.ALIVE),
                name="residents_not_here",
            ),
            # A short list of what was not filed yet: every search has to read all of it.
            GinIndex(
                F("office"),
                OpClass(F("search_name"), name="gin_trgm_ops"),
                name="residents_name_trgm",
                gin_pending_list_limit=256,
            ),
        )

    def __str__(self) -> str:
        return self.name
