"""What complaints are about, as data, and how long the office has by kind."""

from dataclasses import dataclass
from typing import Final

from django.db import models


class Term(models.TextChoices):
    """How much work an answer takes (PermenPANRB 62/2018, the terms of SP4N-LAPOR!)."""

    SIMPLE = "simple", "Tanpa cek lapangan (5 hari kerja)"
    FIELD = "field", "Dengan cek lapangan (14 hari kerja)"
    LONG = "long", "Perlu penanganan panjang (60 hari kerja)"


WORK_DAYS: Final[dict[str, int]] = {Term.SIMPLE: 5, Term.FIELD: 14, Term.LONG: 60}


@dataclass(frozen=True)
class Category:
    """``key`` is what is stored, ``label`` what people read, ``term`` what its clock begins with.

    Of one ``is_about_officer`` the head or the secretary decides, also where no officer is named.
    """

    key: str
    label: str
    term: Term = Term.SIMPLE
    is_about_officer: bool = False


CATEGORIES: Final = (
    Category("lambat", "Pelayanan lambat"),
    Category("petugas", "Sikap atau perilaku petugas", is_about_officer=True),
    Category("persyaratan", "Persyaratan atau cara mengurus"),
    Category("biaya", "Biaya atau pungutan", Term.FIELD, is_about_officer=True),
    Category("hasil", "Isi atau hasil surat"),
    Category("data", "Data pribadi saya"),
    Category("sarana", "Tempat, alat, atau aplikasi"),
    Category("lainnya", "Lainnya"),
)
BY_KEY: Final = {category.key: category for category in CATEGORIES}
