"""Reads on the population register. Each begins at the owner: a citizen's account, or an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.text import date_words
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tatadesa.regions.queries import path
from tatadesa.residents import codes, kin
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.permissions import readable


def resident_of(account: Account) -> Resident | None:
    """The resident an account belongs to, with family and office; None when tied to nobody. One query."""
    return Resident.objects.select_related("family", "office").filter(account=account).first()


def household_of(account: Account) -> list[Resident]:
    """Everybody alive on the family card of the account's own person, as ``family_members`` gives them. One query."""
    own = Resident.objects.filter(account=account)
    members = Resident.objects.select_related("family", "office").filter(
        office__in=own.values("office"), family__in=own.values("family"), base_status=codes.ALIVE
    )
    # Sorted here: to order a query this wide costs Django more than the rest of it, see core.unique.
    return sorted(members.order_by(), key=lambda member: (member.family_role, member.birth_date, member.pk))


def family_members(resident: Resident) -> list[Resident]:
    """Everybody alive on the resident's family card, in the card's order: head, spouse, children by age."""
    members = Resident.objects.select_related("family", "office").filter(
        office=resident.office_id, family=resident.family_id, base_status=codes.ALIVE
    )
    return list(members.order_by("family_role", "birth_date", "id"))


def resident_of_office(staff: StaffMember, resident_id: UUID) -> Resident:
    """A resident of the officer's office and part of the village, with family and office; raises ``NotFound``.

    One query. Raises ``NotAllowed`` for a role that reads nothing of the register.
    """
    rows = Resident.objects.select_related("family", "office", "account__citizen")
    found = rows.filter(readable(staff), office=staff.office_id, pk=resident_id).first()
    if found is None:
        raise NotFound
    return found


def family_of_office(staff: StaffMember, family_id: UUID) -> Family:
    """A family of the officer's office and part of the village; ``NotFound`` and ``NotAllowed`` as for a resident."""
    rows = Family.objects.select_related("office").filter(readable(staff, ""), office=staff.office_id)
    found = rows.filter(pk=family_id).first()
    if found is None:
        raise NotFound
    return found


def by_nik(office: Office, nik: str) -> Resident | None:
    """The resident of ``office`` with that NIK, with family and office, whatever the status."""
    return Resident.objects.select_related("family", "office").filter(office=office, nik=nik).first()


def everybody_on(family: Family) -> list[Resident]:
    """All whom the register knows of a family, in the card's order, those who died or left last. One query."""
    members = Resident.objects.filter(office=family.office_id, family=family)
    found = list(members.order_by("family_role", "birth_date", "id"))
    return sorted(found, key=lambda member: member.base_status != codes.ALIVE)


@dataclass(frozen=True)
class FamilyRow:
    """A family in a list: its head (or whoever is first on the card), and how many live in it."""

    family: Family
    head: Resident | None
    size: int


@dataclass(frozen=True)
class FamilyPage:
    """Families of a list, and the key where the next page begins (empty at the end)."""

    rows: list[FamilyRow]
    next: str


def families_of_office(staff: StaffMember, area: Mapping[str, str], after: str = "", limit: int = 25) -> FamilyPage:
    """One page of the families in the officer's part of the village, by No. KK; ``area`` has dusun, rw, rt.

    ``after`` is the ``next`` of the page before. Two queries however large the families are, three on later pages.
    """
    rows = Family.objects.filter(readable(staff, ""), office=staff.office_id, **area)
    if after:
        rows = rows.filter(no_kk__gt=_card_number(staff, after))
    found = list(rows.order_by("no_kk")[: limit + 1])
    shown = found[:limit]
    living: dict[UUID, list[Resident]] = {family.pk: [] for family in shown}
    members = Resident.objects.filter(office=staff.office_id, family__in=living, base_status=codes.ALIVE)
    for member in members.only("name", "family_role", "family_id").order_by("family_role", "birth_date", "id"):
        living[member.family_id].append(member)
    listed = [FamilyRow(family, next(iter(living[family.pk]), None), len(living[family.pk])) for family in shown]
    return FamilyPage(listed, str(shown[-1].pk) if len(found) > limit else "")


def hamlets_of(staff: StaffMember) -> list[str]:
    """The dusun of the village, for a list to choose from. One query, answered by an index."""
    rows = Family.objects.filter(office=staff.office_id).exclude(dusun="").order_by("dusun")
    return list(rows.values_list("dusun", flat=True).distinct())


def relatives(resident: Resident) -> dict[str, Resident]:
    """Father and mother (``father``, ``mother``) as far as they are in the register of the same office.

    With their families. One query.
    """
    wanted = {"father": resident.father_nik, "mother": resident.mother_nik}
    rows = Resident.objects.select_related("family").filter(
        office=resident.office_id, nik__in=[nik for nik in wanted.values() if nik]
    )
    found = {row.nik: row for row in rows}
    return {name: found[nik] for name, nik in wanted.items() if nik in found}


def register_data(
    resident: Resident, members: Sequence[Resident] | None = None, parents: Mapping[str, Resident] | None = None
) -> dict[str, str]:
    """What the register says about a resident, for prefilling and letters, by keys such as ``penduduk.nama``.

    All values are text, empty when unknown; dates are ISO (``penduduk.tanggal_lahir``) beside words for
    reading. Names keep the register's own spelling. ``wilayah.kabupaten`` carries its kind (Kabupaten or
    Kota), the others do not. ``pasangan``, ``ayah`` and ``ibu`` are told in full only where they are on the same family
    card: of anybody else it says what the resident's own record says. For an officer's eyes ``parents`` may be given
    as ``relatives`` finds them. Two queries beside the resident's family and office; one where the living ``members``
    of the family are known already.
    """
    family, office = resident.family, resident.office
    members = family_members(resident) if members is None else members
    head = next((member for member in members if member.family_role == codes.HEAD), None)
    place = place_of(office)
    address, today = full_address(family, office, place), office_today(office.timezone)
    father, mother = kin.father(resident, members), kin.mother(resident, members)
    addresses = dict.fromkeys((member.pk for member in members), address)
    if parents:
        father, mother = father or parents.get("father"), mother or parents.get("mother")
        addresses |= {one.pk: full_address(one.family, office, place) for one in parents.values()}
    told = {"penduduk": resident, "pasangan": kin.spouse(resident, members), "ayah": father, "ibu": mother}
    own_words = {
        "ayah": {"nama": resident.father_name, "nik": resident.father_nik},
        "ibu": {"nama": resident.mother_name, "nik": resident.mother_nik},
    }
    empty = dict.fromkeys(_person_words(resident, address, today), "")
    data: dict[str, str] = {}
    for source, person in told.items():
        words = _person_words(person, addresses.get(person.pk, address), today) if person else own_words.get(source, {})
        data |= {f"{source}.{key}": text for key, text in {**empty, **words}.items()}
    return {
        **data,
        "penduduk.no_kk": family.no_kk,
        "penduduk.pendidikan": resident.get_education_display(),
        "penduduk.golongan_darah": resident.get_blood_type_display(),
        "penduduk.hubungan_keluarga": resident.get_family_role_display(),
        "penduduk.jalan": family.address,
        "penduduk.dusun": family.dusun,
        "penduduk.rt": family.rt,
        "penduduk.rw": family.rw,
        "penduduk.nama_ayah": resident.father_name,
        "penduduk.nama_ibu": resident.mother_name,
        "penduduk.telepon": resident.phone,
        "keluarga.no_kk": family.no_kk,
        "keluarga.kepala": head.name if head else "",
        "keluarga.kepala_nik": head.nik if head else "",
        "keluarga.kepala_tanggal_lahir": head.birth_date.isoformat() if head else "",
        "keluarga.jumlah_anggota": str(len(members)),
        "keluarga.alamat": address,
        **place,
    }


def place_of(office: Office) -> dict[str, str]:
    """Where a village lies, by ``wilayah.desa`` to ``wilayah.provinsi``, with its code and postcode. One query."""
    regions = {region.level: region for region in path(office.region_id)}
    names = {level: region.name for level, region in regions.items()}
    village = regions.get(Region.Level.VILLAGE)
    return {
        "wilayah.kode": office.region_id,
        "wilayah.kode_pos": office.postcode or (village.postcode if village else ""),
        "wilayah.desa": office.name,
        "wilayah.kecamatan": names.get(Region.Level.DISTRICT, ""),
        "wilayah.kabupaten": names.get(Region.Level.REGENCY, ""),
        "wilayah.provinsi": names.get(Region.Level.PROVINCE, ""),
    }


def full_address(family: Family, office: Office, place: Mapping[str, str]) -> str:
    """The family's address on one line, as letters write it; ``place`` as from ``place_of``."""
    parts = [
        family.address,
        f"Dusun {family.dusun}" if family.dusun else "",
        f"RT {family.rt}/RW {family.rw}",
        office.full_name,
        f"Kecamatan {place['wilayah.kecamatan']}" if place["wilayah.kecamatan"] else "",
        place["wilayah.kabupaten"],
    ]
    return ", ".join(part for part in parts if part)


def age_on(day: date, born: date) -> int:
    """Whole years on ``day``; somebody born on 29 February grows older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _person_words(person: Resident, address: str, today: date) -> dict[str, str]:
    """What is told of the resident, the husband or wife, the father and the mother alike."""
    return {
        "nama": person.name,
        "nik": person.nik,
        "tempat_lahir": person.birth_place,
        "tanggal_lahir": person.birth_date.isoformat(),
        "tempat_tanggal_lahir": f"{person.birth_place}, {date_words(person.birth_date)}",
        "umur": str(age_on(today, person.birth_date)),
        "jenis_kelamin": person.get_sex_display(),
        "agama": person.get_religion_display(),
        "pekerjaan": person.get_occupation_display(),
        "status_kawin": person.get_marital_status_display(),
        "kewarganegaraan": person.get_citizenship_display(),
        "alamat": address,
    }


def _card_number(staff: StaffMember, key: str) -> str:
    wrong_key = InvalidInput({"": "Halaman ini tidak ada. Mulai lagi dari awal daftar."})
    try:
        found = Family.objects.filter(office=staff.office_id, pk=UUID(key)).values_list("no_kk", flat=True).first()
    except (ValueError, ValidationError) as error:
        raise wrong_key from error
    if found is None:
        raise wrong_key
    return found
