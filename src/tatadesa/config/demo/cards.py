"""Photos of invented KTPs in DATA/ktp, so that whoever tries the demo can register with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tatadesa.config.demo.offices import HOME_VILLAGE
from tatadesa.gateways.ktp_reader.specimen.draw import draw
from tatadesa.regions.queries import path
from tatadesa.residents import codes
from tatadesa.residents.models import Resident

# Behind those whom the sample registrations take.
_PEOPLE = slice(160, 166)


def write_cards(folder: Path) -> list[dict[str, str]]:
    """Draw the cards of some residents of the home village without an account; what is there already stays.

    Gives for each ``nik``, ``name`` and ``file``. When one of them gets an account, another takes the place.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    rows = Resident.objects.select_related("family", "office").filter(office__code=HOME_VILLAGE)
    grown = rows.filter(birth_date__range=(date(1965, 1, 1), date(2002, 12, 31)), base_status=codes.ALIVE)
    written = []
    for number, resident in enumerate(grown.filter(account=None, phone="").order_by("nik")[_PEOPLE], start=1):
        file = folder / f"{resident.name.lower().replace(' ', '-')}-{resident.nik}.jpg"
        if not file.exists():
            file.write_bytes(draw(_card(resident), number))
        written.append({"nik": resident.nik, "name": resident.name, "file": str(file)})
    return written


def _card(resident: Resident) -> dict[str, str]:
    province, regency, district = [region.name.upper() for region in path(resident.office.region_id)][:3]
    blood_type = resident.get_blood_type_display()
    return {
        "province": province,
        "regency": regency,
        "nik": resident.nik,
        "name": resident.name,
        "birth_place": resident.birth_place,
        "birth_date": resident.birth_date.isoformat(),
        "sex": str(resident.sex),
        "blood_type": "-" if resident.blood_type == codes.BLOOD_UNKNOWN else blood_type,
        "address": resident.family.address.upper(),
        "rt": resident.family.rt,
        "rw": resident.family.rw,
        "village": resident.office.name.upper(),
        "district": district,
        "religion": resident.get_religion_display().upper(),
        "marital_status": resident.get_marital_status_display().upper(),
        "occupation": resident.get_occupation_display().upper(),
        "citizenship": resident.get_citizenship_display().upper(),
        "valid_until": "SEUMUR HIDUP",
    }
