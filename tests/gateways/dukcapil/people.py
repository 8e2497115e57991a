"""Who the emulated Dukcapil knows in tests, and how an office reaches it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tatadesa.accounts import secrets
from tatadesa.gateways.dukcapil.emulator import make_server
from tatadesa.offices.models import Office
from tatadesa.residents.models import PopulationSettings
from tatadesa.residents.ports import ELEMENTS, Elements, SourceSettings
from tests.gateways.emulators import Running

CREDENTIALS = ("desa_karangsari", "rahasia", "10.33.0.30")
MARKER = "ZULAIKHAMARKER"


def person(nik: str, name: str, **changes: Any) -> dict[str, Any]:
    known = {
        "NIK": nik,
        "NO_KK": "3302070101109001",
        "NAMA_LGKP": name,
        "TMPT_LHR": "BANYUMAS",
        "TGL_LHR": "1990-05-25",
        "JENIS_KLMIN": "PEREMPUAN",
        "ALAMAT": f"JL. {MARKER} 7",
        "NO_RT": 1,
        "NAMA_LGKP_IBU": "SUMIATI",
    }
    return {**known, **changes}


SITI = "3302076505909001"
PEOPLE = [
    person(SITI, "SITI AMINAH"),
    person("3302076505909011", "ALMARHUMAH", RESPONSE_CODE=11),
    person("3302076505909012", "GANDA", RESPONSE_CODE=12),
    person("3302076505909014", "PASIF", RESPONSE_CODE=14),
]
RIGHT = Elements(
    nik=SITI,
    name="Siti Aminah",
    birth_place="Banyumas",
    birth_date=date(1990, 5, 25),
    sex=2,
    no_kk="3302070101109001",
    mother_name="Sumiati",
)


def reached(url: str, **changes: Any) -> SourceSettings:
    """An agreement for comparing; ``changes`` as in ``SourceSettings``."""
    user, password, address = CREDENTIALS
    usual = SourceSettings(
        base_url=url,
        path="dukcapil/get_json/33/diskominfo_33",
        method="CALL_VERIFY_BY_ELEMEN",
        reads_data=False,
        user_id=user,
        password=password,
        client_ip=address,
        timeout_seconds=2.0,
    )
    return replace(usual, **changes)


def reading(url: str, **changes: Any) -> SourceSettings:
    """An agreement for reading."""
    spelled = {"nik_key": "nik", "user_key": "user_id", "password_key": "password", "ip_key": "ip_user"}
    return reached(url, **{"method": "call_nik", "reads_data": True, **spelled, **changes})


def known_people(folder: Path) -> Running:
    """An emulator that knows ``PEOPLE`` and takes ``CREDENTIALS`` only; serves inside ``with``."""
    path = folder / "residents.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in PEOPLE))
    return Running(make_server(0, path, credentials=CREDENTIALS))


def use_dukcapil(office: Office, url: str, **changes: Any) -> PopulationSettings:
    """``office`` asks the service at ``url``; ``changes`` as in ``PopulationSettings``."""
    user, password, address = CREDENTIALS
    usual = {
        "is_on": True,
        "base_url": url,
        "path": "dukcapil/get_json/33/diskominfo_33",
        "user_id": user,
        "password": secrets.encrypt(password),
        "client_ip": address,
        "elements": list(ELEMENTS),
        "timeout_seconds": 2,
    }
    return PopulationSettings.objects.create(office=office, **{**usual, **changes})
