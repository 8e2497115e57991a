"""The service standard: six parts for everybody to read, eight for the office itself.

UU 25/2009 art. 21 and PermenPANRB 15/2014 name the fourteen parts; the six about delivery must be published. The
eight inner ones may be absent.
"""

from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.reject_reasons import REASONS, check_reasons

PUBLIC = {
    "requirements": "Persyaratan",
    "procedure": "Sistem, mekanisme, dan prosedur",
    "time": "Jangka waktu penyelesaian",
    "cost": "Biaya",
    "product": "Hasil layanan",
    "complaints": "Pengaduan, saran, dan masukan",
}
INNER = {
    "legal_basis": "Dasar hukum",
    "facilities": "Sarana, prasarana, dan fasilitas",
    "competences": "Kompetensi pelaksana",
    "supervision": "Pengawasan internal",
    "staffing": "Jumlah pelaksana",
    "guarantee": "Jaminan pelayanan",
    "safety": "Jaminan keamanan dan keselamatan",
    "evaluation": "Evaluasi kinerja pelaksana",
}
LINES = ("requirements", "procedure", "legal_basis", "facilities", "competences")
"""Parts that are lists of lines; the others are words."""
_MOST = 30


def check_standard(standard: Any) -> None:
    """Raise ``DefinitionError`` unless the six public parts and ``work_days`` are there and all parts are right."""
    needed = {*PUBLIC, "work_days"}
    if not isinstance(standard, dict) or not needed <= standard.keys() <= {*needed, *INNER, REASONS}:
        raise DefinitionError(
            "Standar layanan: isi enam bagiannya dan “work_days”, dan bila ada delapan bagian dalam, tidak lebih."
        )
    for part in standard.keys() - {"work_days", REASONS}:
        _check_part(part, standard[part])
    check_reasons(standard.get(REASONS))
    if type(standard["work_days"]) is not int or not 1 <= standard["work_days"] <= 90:
        raise DefinitionError("Standar layanan: “work_days” harus 1 sampai 90 hari kerja.")


def inner_parts(standard: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The inner parts that are there: (title, lines)."""
    return [(title, _lines(standard[part])) for part, title in INNER.items() if part in standard]


def _lines(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _check_part(part: str, value: Any) -> None:
    if part not in LINES:
        if not isinstance(value, str) or not 0 < len(value.strip()) <= 400:
            raise DefinitionError(f"Standar layanan: “{part}” wajib diisi, paling panjang 400 huruf.")
        return
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST:
        raise DefinitionError(f"Standar layanan: “{part}” berisi 1 sampai {_MOST} butir.")
    if not all(isinstance(line, str) and 0 < len(line.strip()) <= 240 for line in value):
        raise DefinitionError(f"Standar layanan: butir “{part}” wajib diisi, paling panjang 240 huruf.")
