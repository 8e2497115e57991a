"""How a region is called in a sentence. Pure functions on code and name.

Names come from the decree: regencies carry their kind ("Kabupaten Banyumas", "Kota Semarang"), no others do.
"""

import re
from typing import Protocol

_PROVINCE, _REGENCY, _DISTRICT = 1, 2, 3
_FIRST_PAPUAN_PROVINCE = 91
_VILLAGE_KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}
_KINDS = r"(?:provinsi|prov|kabupaten|kab|kota|kecamatan|kec|distrik|kelurahan|kel|desa)\b\.?"
_KIND_IN_FRONT = re.compile(rf"^{_KINDS}\s+", re.IGNORECASE)
_KIND_ALONE = re.compile(_KINDS, re.IGNORECASE)


class Named(Protocol):
    """A region as the table or as ``RegionName`` has it; ``level`` as in ``Region.Level``."""

    @property
    def code(self) -> str:
        """``33.02.07``."""

    @property
    def name(self) -> str:
        """As the decree writes it."""

    @property
    def level(self) -> int:
        """1 is a province, 4 a village."""


def kind(region: Named) -> str:
    """``Provinsi``, ``Kabupaten`` or ``Kota``, ``Kecamatan`` or ``Distrik``, ``Kelurahan`` or ``Desa``."""
    if region.level == _PROVINCE:
        return "Provinsi"
    if region.level == _REGENCY:
        return "Kota" if region.name.startswith("Kota ") else "Kabupaten"
    if region.level == _DISTRICT:
        return "Distrik" if int(region.code[:2]) >= _FIRST_PAPUAN_PROVINCE else "Kecamatan"
    return _VILLAGE_KINDS.get(region.code.rpartition(".")[2][:1], "Desa")


def full_name(region: Named) -> str:
    """``Desa Nusadadi``, ``Kecamatan Sumpiuh``, ``Kabupaten Banyumas``, ``Provinsi Jawa Tengah``."""
    return region.name if region.level == _REGENCY else f"{kind(region)} {region.name}"


def short_name(region: Named) -> str:
    """For narrow places: ``Kab. Banyumas``, ``Kec. Sumpiuh``, ``Desa Nusadadi``."""
    name = full_name(region)
    for long, short in (("Kabupaten ", "Kab. "), ("Kecamatan ", "Kec. "), ("Kelurahan ", "Kel. ")):
        name = name.replace(long, short, 1) if name.startswith(long) else name
    return name


def without_kind(text: str) -> str:
    """What somebody typed, without a kind in front: ``kec. Sumpiuh`` becomes ``Sumpiuh``."""
    return _KIND_IN_FRONT.sub("", text.strip(), count=1)


def is_kind(word: str) -> bool:
    """Whether it says what a region is, not how it is called: ``Kec.``, ``kabupaten``."""
    return _KIND_ALONE.fullmatch(word) is not None
