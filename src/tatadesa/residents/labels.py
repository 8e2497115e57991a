"""Finds the code that a label stands for, whatever its capitals, blanks and signs, and the short forms in use."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from tatadesa.residents.cells import Unreadable
from tatadesa.residents.codes import Codes

# Of signs only those of blood types carry meaning.
_IGNORED = re.compile(r"[^a-z0-9+-]|-(?!$)")
_NUMBER = re.compile(r"0*([0-9]+)(?:[.,]0+)?")
_TAIL = re.compile(r"(sederajat|kelompokbermain)$")

_SHOWN = 40

# Short forms and other spellings seen in sheets, per column; each stands beside the label itself.
SYNONYMS: Final[dict[str, dict[str, int]]] = {
    "sex": {"L": 1, "LK": 1, "Laki": 1, "Pria": 1, "P": 2, "Pr": 2, "Wanita": 2},
    "agama_id": {
        "Protestan": 2,
        "Kristen Protestan": 2,
        "Katholik": 3,
        "Budha": 5,
        "Konghucu": 6,
        "Kepercayaan Terhadap Tuhan YME / Lainnya": 7,
        "Kepercayaan": 7,
        "Lainnya": 7,
    },
    "pendidikan_kk_id": {
        "Akademi/Diploma III/S. Muda": 7,
        "SMP": 4,
        "SMA": 5,
        "SMK": 5,
        "D-I": 6,
        "D-II": 6,
        "D-III": 7,
        "D3": 7,
        "D-IV": 8,
        "D4": 8,
        "S1": 8,
        "S2": 9,
        "S3": 10,
    },
    "pendidikan_sedang_id": {"D-1": 8, "D-2": 9, "D-3": 10, "S-1": 11, "S-2": 12, "S-3": 13},
    "pekerjaan_id": {
        "PNS": 5,
        "Pegawai Negeri Sipil": 5,
        "TNI": 6,
        "Tentara Nasional Indonesia": 6,
        "POLRI": 7,
        "Kepolisian RI": 7,
        "IRT": 2,
        "Petani": 9,
        "Pekebun": 9,
        "Pelajar": 3,
        "Mahasiswa": 3,
        "Nelayan": 11,
        "Belum Bekerja": 1,
        "Tidak Bekerja": 1,
    },
    "status_kawin": {
        "BK": 1,
        "TK": 1,
        "Tidak Kawin": 1,
        "K": 2,
        "Kawin Tercatat": 2,
        "Kawin Belum Tercatat": 2,
        "CH": 3,
        "CM": 4,
    },
    "kk_level": {"Kepala": 1, "KK": 1, "Isteri": 3},
    "golongan_darah_id": {"Tidak Diketahui": 13, "Belum Tahu": 13},
    "cacat_id": {
        "Fisik": 1,
        "Netra/Buta": 2,
        "Rungu/Wicara": 3,
        "Mental/Jiwa": 4,
        "Fisik dan Mental": 5,
        "Lainnya": 6,
        "Tidak": 7,
        "Tidak Ada": 7,
    },
    "hamil": {"Tidak": 2},
    "ktp_el": {"KTP Elektronik": 2, "e-KTP": 2},
    "status_dasar": {"Meninggal": 2},
    "id_asuransi": {"BPJS PBI": 2, "BPJS Non PBI": 3},
}


def index(column: str, codelist: Codes) -> dict[str, int]:
    """Every spelling of the labels of ``codelist`` as ``code_of`` compares them, with the column's short forms."""
    found = {plain(label): code for code, label in codelist}
    for spelling, code in SYNONYMS.get(column, {}).items():
        found.setdefault(plain(spelling), code)
    return found | {str(code): code for code, _ in codelist}


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """``label`` as it is compared: small letters and digits, and the sign of a blood type."""
    return _TAIL.sub("", _IGNORED.sub("", label.replace("−", "-").lower()))


def code_of(cell: object, codelist: Codes, spellings: dict[str, int]) -> int:
    """The code in ``cell``: a number, its digits, or a label as in ``spellings``. Raises ``Unreadable`` with a hint."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{cell:g}"
    if not isinstance(cell, str):
        raise Unreadable(_advice(codelist))
    wanted = plain(cell)
    if wanted.isdigit():
        number = _NUMBER.fullmatch(cell)
        wanted = number[1] if number else ""
    found = spellings.get(wanted)
    if found is None:
        raise Unreadable(f"“{cell[:_SHOWN]}” tidak dikenal. {_nearest(wanted[:_SHOWN], codelist)}")
    return found


@lru_cache(maxsize=1024)
def _nearest(wanted: str, codelist: Codes) -> str:
    """Remembered, as a wrong word usually fills a whole column and comparing is slow."""
    by_spelling = {plain(label): label for _, label in codelist}
    near = get_close_matches(wanted, by_spelling, n=1, cutoff=0.75)
    return f"Maksudnya “{by_spelling[near[0]]}”?" if near else _advice(codelist)


def _advice(codelist: Codes) -> str:
    code, label = codelist[0]
    return f"Isi dengan kode atau nama dari lembar Kode Data, misalnya {code} atau {label}."
