"""The demo's village uses Dukcapil: the emulated one, which knows the demo's residents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tatadesa.accounts import secrets
from tatadesa.config.demo.offices import HOME_VILLAGE
from tatadesa.core.clock import now
from tatadesa.offices.models import Office
from tatadesa.residents.models import PopulationSettings, Resident
from tatadesa.residents.ports import ELEMENTS

_SEXES = {1: "LAKI-LAKI", 2: "PEREMPUAN"}
# Of two hundred people without an account, these few are not simply right, so that every answer can be met.
_CODES = {11: 11, 12: 12, 14: 14}
_MISSPELT = 20


def connect_dukcapil(residents: Path, url: str) -> None:
    """Point the village's settings at the emulator, which has another port at each start, and tell it the residents.

    Settings that somebody has pointed elsewhere are left alone.
    """
    if not residents.exists():
        _write(residents)
    office = Office.objects.get(code=HOME_VILLAGE)
    settings, is_new = PopulationSettings.objects.get_or_create(office=office)
    if is_new:
        settings.is_on = True
        settings.path = "dukcapil/get_json/33-02/diskominfo_3302"
        settings.user_id = "desa_demo"
        settings.password = secrets.encrypt("demo")
        settings.client_ip = "10.33.0.30"
        settings.elements = list(ELEMENTS)
        settings.changed_at = now()
    elif not settings.base_url.startswith("http://127.0.0.1:"):
        return
    settings.base_url = url
    settings.save()


def _write(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".tmp")
    with fresh.open("w", encoding="utf-8") as file:
        for index, resident in enumerate(Resident.objects.select_related("family").order_by("nik").iterator()):
            file.write(json.dumps(_person(resident, index % 200), ensure_ascii=False) + "\n")
    fresh.replace(path)


def _person(resident: Resident, lot: int) -> dict[str, Any]:
    person: dict[str, Any] = {
        "NIK": resident.nik,
        "NO_KK": resident.family.no_kk,
        "NAMA_LGKP": resident.name,
        "TMPT_LHR": resident.birth_place,
        "TGL_LHR": resident.birth_date.isoformat(),
        "JENIS_KLMIN": _SEXES.get(resident.sex, ""),
        "NAMA_LGKP_IBU": resident.mother_name,
        "ALAMAT": resident.family.address,
    }
    if resident.account_id is None:
        if lot in _CODES:
            person["RESPONSE_CODE"] = _CODES[lot]
        if lot == _MISSPELT:
            person["NAMA_LGKP"] = f"{resident.name.split()[0]} BINTI KASAN"
    return person
