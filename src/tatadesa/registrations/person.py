"""What somebody says about themselves, checked: hard errors by field, soft warnings apart. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tatadesa.core.plain import one_line
from tatadesa.residents import cells, codes
from tatadesa.residents.cells import Unreadable
from tatadesa.residents.nik import check_nik

OLDEST_YEARS: Final = 120
_NAME, _PLACE, _ADDRESS = 120, 80, 200
_SEX = {str(code): code for code, _ in codes.SEX}


@dataclass
class Checked:
    """``values`` by field, ready to be kept; ``errors`` block, ``warnings`` ask for a second look."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def check_person(typed: Mapping[str, str], fields: Collection[str], today: date) -> Checked:
    """Check those ``fields`` of ``typed`` (nik, name, birth_place, birth_date, sex, address, rt, rw).

    ``birth_date`` is day-month-year with or without signs between, ``sex`` a code. ``today`` is the office's date.
    """
    checked = Checked()
    for name in fields:
        text = one_line(typed.get(name, ""))
        try:
            checked.values[name] = _READ[name](text, today)
        except Unreadable as problem:
            checked.errors[name] = str(problem)
    if "nik" in checked.values:
        _compare(checked)
    return checked


def _compare(checked: Checked) -> None:
    """What the NIK says of birth date and sex, beside what the person says."""
    values = checked.values
    check = check_nik(values["nik"], sex=values.get("sex"), birth_date=values.get("birth_date"))
    checked.warnings.extend(check.warnings)


def _nik(text: str, today: date) -> str:
    if not text:
        raise Unreadable("Isi NIK, 16 angka di KTP.")
    return cells.nik(text)


def _name(text: str, today: date) -> str:
    if not text:
        raise Unreadable("Isi nama lengkap seperti di KTP.")
    return cells.name(text, _NAME).upper()


def _birth_place(text: str, today: date) -> str:
    if not text:
        raise Unreadable("Isi tempat lahir seperti di KTP.")
    return cells.text(text, _PLACE).upper()


def _birth_date(text: str, today: date) -> date:
    if not text:
        raise Unreadable(f"Isi tanggal lahir seperti {cells.DATE_EXAMPLE}.")
    if len(text) == 8 and text.isdecimal():
        text = f"{text[:2]}-{text[2:4]}-{text[4:]}"
    found = cells.day("-".join(text.replace("-", " ").split()))
    if found > today:
        raise Unreadable("Tanggal lahir belum terjadi. Periksa tahunnya.")
    if found.year < today.year - OLDEST_YEARS:
        raise Unreadable(f"Lebih dari {OLDEST_YEARS} tahun yang lalu. Periksa tahunnya.")
    return found


def _sex(text: str, today: date) -> int:
    if text not in _SEX:
        raise Unreadable("Pilih jenis kelamin.")
    return _SEX[text]


def _address(text: str, today: date) -> str:
    if not text:
        raise Unreadable("Isi alamat seperti di KTP: jalan atau dusun.")
    return cells.text(text, _ADDRESS)


def _rt_or_rw(text: str, today: date) -> str:
    if not text:
        raise Unreadable("Isi angkanya, misalnya 003. Kalau tidak ada, isi 0.")
    return cells.digits(text, 3)


_READ: dict[str, Callable[[str, date], Any]] = {
    "nik": _nik,
    "name": _name,
    "birth_place": _birth_place,
    "birth_date": _birth_date,
    "sex": _sex,
    "address": _address,
    "rt": _rt_or_rw,
    "rw": _rt_or_rw,
}
