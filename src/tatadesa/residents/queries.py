"""Reads on the population register. Each begins at the owner: a citizen's account, or an office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from tatadesa.accounts.models import Account
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import date_words
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tatadesa.regions.queries import path
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Resident

MIN_SEARCH = 2
_MAX_WORDS = 5


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Resident]
    next: str


def resident_of(account: Account) -> Resident | None:
    """The resident an account belongs to, with family and office; None when tied to nobody. One query."""
    return Resident.objects.select_related("family", "office").filter(account=account).first()


def family_members(resident: Resident) -> list[Resident]:
    """Everybody alive on the resident's family card, in the card's order: head, spouse, children by age."""
    members = Resident.objects.select_related("family", "office").filter(
        office=resident.office_id, family=resident.family_id, base_status=codes.ALIVE
    )
    return list(members.order_by("family_role", "birth_date", "id"))


def search(office: Office, text: str, *, after: str = "", limit: int = 25) -> Page:
    """One page of the office's residents by name.

    ``text`` is (the beginning of) a NIK or No. KK, or parts of a name; empty lists all. ``after`` is the
    ``next`` of the page before: an id, so that no name is in an address.
    """
    rows = Resident.objects.select_related("family").filter(_matches(text), office=office)
    if after:
        rows = _beyond(rows, office, after)
    found = list(rows.order_by("name", "id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, str(shown[-1].pk) if len(found) > limit else "")


def register_data(resident: Resident) -> dict[str, str]:
    """What the register says about a resident, for prefilling and letters, by keys such as ``penduduk.nama``.

    All values are text, empty when unknown; dates are ISO (``penduduk.tanggal_lahir``) beside words for
    reading. Names keep the register's own spelling. ``wilayah.kabupaten`` carries its kind (Kabupaten or
    Kota), the others do not. Two queries beside the resident's family and office.
    """
    family, office = resident.family, resident.office
    members = family_members(resident)
    head = next((member for member in members if member.family_role == codes.HEAD), None)
    regions = {region.level: region.name for region in path(office.region_id)}
    place = {
        "wilayah.desa": office.name,
        "wilayah.kecamatan": regions.get(Region.Level.DISTRICT, ""),
        "wilayah.kabupaten": regions.get(Region.Level.REGENCY, ""),
        "wilayah.provinsi": regions.get(Region.Level.PROVINCE, ""),
    }
    return {
        "penduduk.nama": resident.name,
        "penduduk.nik": resident.nik,
        "penduduk.no_kk": family.no_kk,
        "penduduk.tempat_lahir": resident.birth_place,
        "penduduk.tanggal_lahir": resident.birth_date.isoformat(),
        "penduduk.tempat_tanggal_lahir": f"{resident.birth_place}, {date_words(resident.birth_date)}",
        "penduduk.jenis_kelamin": resident.get_sex_display(),
        "penduduk.agama": resident.get_religion_display(),
        "penduduk.pendidikan": resident.get_education_display(),
        "penduduk.pekerjaan": resident.get_occupation_display(),
        "penduduk.status_kawin": resident.get_marital_status_display(),
        "penduduk.kewarganegaraan": resident.get_citizenship_display(),
        "penduduk.golongan_darah": resident.get_blood_type_display(),
        "penduduk.hubungan_keluarga": resident.get_family_role_display(),
        "penduduk.alamat": _full_address(family, office, place),
        "penduduk.jalan": family.address,
        "penduduk.dusun": family.dusun,
        "penduduk.rt": family.rt,
        "penduduk.rw": family.rw,
        "penduduk.nama_ayah": resident.father_name,
        "penduduk.nama_ibu": resident.mother_name,
        "penduduk.umur": str(age_on(office_today(office.timezone), resident.birth_date)),
        "penduduk.telepon": resident.phone,
        "keluarga.no_kk": family.no_kk,
        "keluarga.kepala": head.name if head else "",
        "keluarga.jumlah_anggota": str(len(members)),
        **place,
    }


def age_on(day: date, born: date) -> int:
    """Whole years on ``day``; somebody born on 29 February grows older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _full_address(family: Family, office: Office, place: dict[str, str]) -> str:
    parts = [
        family.address,
        f"Dusun {family.dusun}" if family.dusun else "",
        f"RT {family.rt}/RW {family.rw}",
        office.full_name,
        f"Kecamatan {place['wilayah.kecamatan']}" if place["wilayah.kecamatan"] else "",
        place["wilayah.kabupaten"],
    ]
    return ", ".join(part for part in parts if part)


def _matches(text: str) -> Q:
    wanted = text.replace("\x00", "").strip()
    digits = re.sub(r"[\s.-]", "", wanted)
    if re.fullmatch(r"[0-9]{4,16}", digits):
        return Q(nik__startswith=digits) | Q(family__no_kk__startswith=digits)
    if wanted and len(wanted) < MIN_SEARCH:
        raise InvalidInput({"cari": f"Ketik paling sedikit {MIN_SEARCH} huruf nama, atau NIK."})
    condition = Q()
    for word in wanted.split()[:_MAX_WORDS]:
        condition &= Q(name__icontains=word)
    return condition


def _beyond(rows: QuerySet[Resident], office: Office, after: str) -> QuerySet[Resident]:
    wrong_key = InvalidInput({"": "Halaman ini tidak ada. Mulai lagi dari awal daftar."})
    try:
        last = Resident.objects.filter(office=office, pk=UUID(after)).only("name").first()
    except (ValueError, ValidationError) as error:
        raise wrong_key from error
    if last is None:
        raise wrong_key
    return rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk), name__gte=last.name)
