"""What Dukcapil answers, translated once: codes, texts and the words about single elements. Pure functions.

Sources disagree on spelling and types, so nothing here raises: what is not known is None or ``UNAVAILABLE``.
"""

import json
import re
from decimal import Decimal
from typing import Any

from tatadesa.residents.ports import SourceAnswer, SourceStatus

_STATUS_OF_CODE = {
    11: (SourceStatus.DECEASED, "Menurut Dukcapil, orang ini sudah meninggal dunia."),
    12: (SourceStatus.DUPLICATE, "Menurut Dukcapil, data orang ini ganda."),
    13: (SourceStatus.NOT_FOUND, "NIK tidak ada di data Dukcapil."),
    14: (SourceStatus.INACTIVE, "Menurut Dukcapil, data orang ini tidak aktif. Ia perlu menghubungi Dinas Dukcapil."),
    15: (SourceStatus.NOT_FOUND, "Bentuk NIK tidak dikenal Dukcapil."),
}
_QUOTA = (SourceStatus.UNAVAILABLE, "Kuota Dukcapil hari ini habis. Coba lagi besok.")
_LOGIN = (
    SourceStatus.UNAVAILABLE,
    "Dukcapil menolak nama pengguna atau sandi kantor. Administrator perlu memeriksanya.",
)
_ADDRESS = (SourceStatus.UNAVAILABLE, "Dukcapil tidak mengenal alamat IP kantor. Administrator perlu memeriksanya.")
_USER = (
    SourceStatus.UNAVAILABLE,
    "Pengguna Dukcapil kantor ini tidak aktif. Administrator perlu menghubungi Dukcapil.",
)
# In this order: "user tidak aktif" is not a person who is, and "format" comes with "tidak ditemukan".
_STATUS_OF_TEXT = (
    (re.compile(r"kuota"), _QUOTA),
    (re.compile(r"login gagal|password|sandi salah"), _LOGIN),
    (re.compile(r"\bip (address|client|user)\b|\bip tidak"), _ADDRESS),
    (re.compile(r"\buser\b.*(inactive|non ?-?aktif|tidak aktif|belum aktif)"), _USER),
    (re.compile(r"meninggal"), _STATUS_OF_CODE[11]),
    (re.compile(r"ganda"), _STATUS_OF_CODE[12]),
    (re.compile(r"non ?-?aktif|tidak aktif"), _STATUS_OF_CODE[14]),
    (re.compile(r"tidak sesuai format"), _STATUS_OF_CODE[15]),
    (re.compile(r"tidak ditemukan|tidak terdapat"), _STATUS_OF_CODE[13]),
)
# Not seen, but harmless where it should come: a text that says no more than that there is an answer.
_FINE = frozenset({"data ditemukan", "sukses", "success", "ok", "0", "00"})
_WORD = re.compile(r"(?P<no>tidak\s*)?sesuai\s*(?:\(\s*(?P<score>\d{1,3})(?:[.,]\d+)?\s*%?\s*\))?", re.IGNORECASE)
_SCORE = re.compile(r"\(?\s*(\d{1,3})(?:[.,]\d+)?\s*%?\s*\)?")
_NOT_JSON = "Jawaban Dukcapil tidak terbaca"


def unavailable(reason: str) -> SourceAnswer:
    """No answer about the person, and why."""
    return SourceAnswer(SourceStatus.UNAVAILABLE, reason=reason)


def first_content(body: bytes) -> tuple[dict[str, Any], int | None] | SourceAnswer:
    """The one object of the envelope (keys in upper case) and the remaining quota; or why there is none."""
    if not body.strip():
        return unavailable(f"{_NOT_JSON}: kosong.")
    if body.lstrip()[:1] == b"<":
        return unavailable(f"{_NOT_JSON}: halaman web, bukan data. Periksa alamat layanan.")
    try:
        data = json.loads(body, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        return unavailable(f"{_NOT_JSON}: bukan JSON.")
    if not isinstance(data, dict):
        return unavailable(f"{_NOT_JSON}: bentuknya lain.")
    content = data.get("content", data if "RESPON" in data or "RESPONSE_CODE" in data else None)
    if isinstance(content, list):
        content = content[0] if content else None
    if not isinstance(content, dict) or not content:
        return unavailable(f"{_NOT_JSON}: tidak ada isi.")
    return {key.upper(): value for key, value in content.items()}, whole(data.get("quotaLimiter"))


def failure(content: dict[str, Any]) -> SourceAnswer | None:
    """What ``RESPONSE_CODE``, ``RESPONSE_DESC`` and ``RESPON`` say; None when the answer carries none of them.

    An unknown code or text is not repeated in words: it may hold anything.
    """
    code = whole(content.get("RESPONSE_CODE"))
    said = [content.get(key) for key in ("RESPON", "RESPONSE_DESC", "RESPONSE_CODE")]
    texts = [" ".join(text.lower().split()) for text in said if isinstance(text, str) and text.strip()]
    if code in (None, 0) and all(text in _FINE for text in texts):
        return None
    if code is not None and (known := _STATUS_OF_CODE.get(code)):
        return SourceAnswer(known[0], reason=known[1])
    for text in texts:
        for pattern, (status, reason) in _STATUS_OF_TEXT:
            if pattern.search(text):
                return SourceAnswer(status, reason=reason)
    number = f" (kode {code})" if code is not None and 0 <= code <= 9999 else ""
    return unavailable(f"Dukcapil menjawab dengan sesuatu yang tidak dikenal{number}.")


def word(value: Any, threshold: int) -> bool | None:
    """Whether an element agrees: the word decides, the score in brackets only where there is no word.

    None for anything else, such as an empty string.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    text = str(value).strip()
    if found := _WORD.fullmatch(text):
        return found["no"] is None
    if (found := _SCORE.fullmatch(text)) and int(found[1]) <= 100:
        return int(found[1]) >= threshold
    return None


def whole(value: Any) -> int | None:
    """A whole number that came as a number or as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and abs(value) < 10**20 else None
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,20}(?:\.0+)?\s*", value, re.ASCII):
        return int(value.strip().partition(".")[0])
    return None
