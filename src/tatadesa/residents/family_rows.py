"""The living of a family card in words, row by row, for tables in letters. One query."""

from __future__ import annotations

from tatadesa.core.clock import office_today
from tatadesa.core.text import date_words
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import age_on, family_members

NAMES = (
    *("nama", "nik", "tempat_lahir", "tanggal_lahir", "tempat_tanggal_lahir", "umur", "jenis_kelamin", "agama"),
    *("pendidikan", "pekerjaan", "status_kawin", "hubungan", "kewarganegaraan", "golongan_darah"),
    *("nama_ayah", "nik_ayah", "nama_ibu", "nik_ibu"),
)
"""What each row has."""


def family_rows(resident: Resident) -> list[dict[str, str]]:
    """A row for everybody alive on the resident's family card, by ``NAMES``, empty where nothing is known."""
    today = office_today(resident.office.timezone)
    return [
        {
            "nama": member.name,
            "nik": member.nik,
            "tempat_lahir": member.birth_place,
            "tanggal_lahir": date_words(member.birth_date),
            "tempat_tanggal_lahir": f"{member.birth_place}, {date_words(member.birth_date)}",
            "umur": str(age_on(today, member.birth_date)),
            "jenis_kelamin": member.get_sex_display(),
            "agama": member.get_religion_display(),
            "pendidikan": member.get_education_display(),
            "pekerjaan": member.get_occupation_display(),
            "status_kawin": member.get_marital_status_display(),
            "hubungan": member.get_family_role_display(),
            "kewarganegaraan": member.get_citizenship_display(),
            "golongan_darah": member.get_blood_type_display(),
            "nama_ayah": member.father_name,
            "nik_ayah": member.father_nik,
            "nama_ibu": member.mother_name,
            "nik_ibu": member.mother_nik,
        }
        for member in family_members(resident)
    ]
