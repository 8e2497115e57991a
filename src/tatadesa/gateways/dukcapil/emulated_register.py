"""The register behind the emulated Dukcapil: people from a file, compared as the service compares."""

import json
import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

TEXTS = {
    11: "Data Ditemukan, Meninggal Dunia",
    12: "Data Ditemukan, Data Ganda",
    13: "Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan",
    14: "Data Ditemukan, Status Non Aktif (Tidak Aktif) silakan hubungi Dinas Dukcapil",
    15: "Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil",
}
FREE_TEXT = ("NAMA_LGKP", "TMPT_LHR", "ALAMAT", "NAMA_LGKP_IBU", "JENIS_PKRJN")
CODED = ("NO_KK", "TGL_LHR", "JENIS_KLMIN", "NO_PROP", "NO_KAB", "NO_KEC", "NO_KEL", "NO_RT", "NO_RW")
_NAMES = ("PROP_NAME", "KAB_NAME", "KEC_NAME", "KEL_NAME")


class Register:
    """One JSON object per line: keys as the service spells them, ``RESPONSE_CODE`` for who answers 11, 12 or 14.

    The file is searched at each question, so thousands of people cost no memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def person(self, nik: str) -> dict[str, Any] | None:
        """Who has ``nik``."""
        if self._path is None or not self._path.exists():
            return None
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                if nik in line:
                    person = json.loads(line)
                    if isinstance(person, dict) and person.get("NIK") == nik:
                        return person
        return None


def looked_up(register: Register, nik: str) -> tuple[dict[str, Any] | None, int]:
    """The person, or None with the code that says why not."""
    if not re.fullmatch(r"[1-9][0-9]{5}(?:[04][1-9]|[1256][0-9]|[37][01])(?:0[1-9]|1[0-2])[0-9]{6}", nik):
        return None, 15
    person = register.person(nik)
    if person is None:
        return None, 13
    code = person.get("RESPONSE_CODE")
    return (None, code) if code in TEXTS else (person, 0)


def compared(person: dict[str, Any], asked: dict[str, Any], threshold: int) -> dict[str, str]:
    """``{"NIK": the number, "NAMA_LGKP": "Sesuai (97)", "TGL_LHR": "Tidak Sesuai", ...}``."""
    answer = {"NIK": str(person["NIK"])}
    for key in (*FREE_TEXT, *_NAMES, *CODED):
        if key not in asked:
            continue
        theirs, ours = str(person.get(key, "")), str(asked[key])
        if key in FREE_TEXT:
            score = _score(theirs, ours)
            answer[key] = f"Sesuai ({score})" if score >= threshold else f"Tidak Sesuai ({score})"
        else:
            answer[key] = "Sesuai" if _same(key, theirs, ours) else "Tidak Sesuai"
    return answer


def _same(key: str, theirs: str, ours: str) -> bool:
    if key == "TGL_LHR":
        return bool(theirs) and ours in (theirs, "-".join(reversed(theirs.split("-"))))
    if key.startswith("NO_") and theirs.isdecimal() and ours.isdecimal():
        return int(theirs) == int(ours)
    return _plain(theirs) == _plain(ours) != ""


def _score(theirs: str, ours: str) -> int:
    one, other = _plain(theirs), _plain(ours)
    return round(SequenceMatcher(None, one, other, autojunk=False).ratio() * 100) if one and other else 0


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", unicodedata.normalize("NFKD", text[:300]).casefold()).split())
