"""What cannot be true of one resident, and what only looks odd. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tatadesa.residents import codes
from tatadesa.residents.cells import Value
from tatadesa.residents.columns import COLUMNS, PLACE
from tatadesa.residents.nik import check_nik

_NIK, _NO_KK, _SEX, _BORN = PLACE["nik"], PLACE["no_kk"], PLACE["sex"], PLACE["tanggallahir"]
_ROLE, _MARRIED_ON, _PREGNANCY = PLACE["kk_level"], PLACE["tanggalperkawinan"], PLACE["hamil"]
_PARENTS = (PLACE["ayah_nik"], PLACE["ibu_nik"])
_PREGNANT: Final = 1
_OLDEST_YEARS: Final = 120
_WOMENS_DAYS: Final = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused, or what looks odd about it; ``column`` is a key of the sheet, empty for the whole row."""

    column: str
    message: str
    is_warning: bool = False

    def as_json(self) -> dict[str, Any]:
        """As ``ImportRow.reasons`` keeps it."""
        return {"column": self.column, "message": self.message, "warning": self.is_warning}


def contradictions(
    values: Sequence[Value], today: date, region_name: Callable[[str], str | None] | None
) -> list[Reason]:
    """Errors and warnings about ``values`` (in the order of ``COLUMNS``; what could not be read is empty).

    Without ``region_name`` the NIK is not held against sex, birth date and region.
    """
    return [*_of_numbers(values, region_name), *_of_dates(values, today), *_of_roles(values)]


def _of_numbers(values: Sequence[Value], region_name: Callable[[str], str | None] | None) -> list[Reason]:
    nik, sex, born = values[_NIK], values[_SEX], values[_BORN]
    if not isinstance(nik, str) or not nik:
        return []
    found = []
    if region_name is not None and not _agrees(nik, sex, born, region_name):
        check = check_nik(
            nik,
            sex=sex if isinstance(sex, int) else None,
            birth_date=born if isinstance(born, date) else None,
            region_name=region_name,
        )
        found += [_reason(_NIK, message, is_warning=True) for message in check.warnings]
    if nik == values[_NO_KK]:
        found.append(_reason(_NO_KK, "Nomor KK tidak boleh sama dengan NIK."))
    found += [
        _reason(place, "NIK orang tua tidak boleh sama dengan NIK sendiri.")
        for place in _PARENTS
        if nik == values[place]
    ]
    return found


def _agrees(nik: str, sex: Value, born: Value, region_name: Callable[[str], str | None]) -> bool:
    """Whether a NIK that is possible says just what is stated: true of nearly all, and quickly told."""
    if not isinstance(born, date) or sex not in (codes.MALE, codes.FEMALE):
        return False
    day = born.day + (_WOMENS_DAYS if sex == codes.FEMALE else 0)
    is_known = region_name(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}") is not None
    return is_known and nik[6:12] == f"{day:02}{born.month:02}{born.year % 100:02}"


def _of_dates(values: Sequence[Value], today: date) -> list[Reason]:
    born, married = values[_BORN], values[_MARRIED_ON]
    if not isinstance(born, date):
        return []
    found = []
    if born > today:
        found.append(_reason(_BORN, "Tanggal lahir belum tiba."))
    elif born.year < today.year - _OLDEST_YEARS:
        words = f"Umurnya lebih dari {_OLDEST_YEARS} tahun. Periksa tahun lahirnya."
        found.append(_reason(_BORN, words, is_warning=True))
    if isinstance(married, date) and married < born:
        found.append(_reason(_MARRIED_ON, "Tanggal perkawinan sebelum tanggal lahir.", is_warning=True))
    return found


def _of_roles(values: Sequence[Value]) -> list[Reason]:
    sex, role = values[_SEX], values[_ROLE]
    found = []
    if sex == codes.MALE and values[_PREGNANCY] == _PREGNANT:
        found.append(_reason(_PREGNANCY, "Laki-laki tidak bisa hamil.", is_warning=True))
    if (sex, role) in ((codes.MALE, codes.WIFE), (codes.FEMALE, codes.HUSBAND)):
        words = "Hubungan dalam keluarga tidak cocok dengan jenis kelamin."
        found.append(_reason(_ROLE, words, is_warning=True))
    return found


def _reason(place: int, message: str, *, is_warning: bool = False) -> Reason:
    return Reason(COLUMNS[place].key, message, is_warning)
