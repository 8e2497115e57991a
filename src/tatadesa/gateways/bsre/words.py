"""What BSrE answers, translated once. Pure functions; whatever comes, nothing here raises.

Codes and statuses: *Petunjuk Teknis Penggunaan API Esign Client Service* 2.0 (2024) and public clients.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tatadesa.letters.ports import SigningCheck, SigningOutcome

Meaning = tuple[SigningOutcome, str]

READY = "ISSUE"
_ASK = "Hubungi admin BSrE atau Diskominfo kabupaten."
STATUSES = {
    READY: "Sertifikat BSrE aktif dan siap dipakai.",
    "EXPIRED": f"Sertifikat BSrE sudah kedaluwarsa. {_ASK}",
    "RENEW": "Sertifikat BSrE sedang diperbarui. Selesaikan pembaruannya di BSrE, lalu coba lagi.",
    "WAITING_FOR_VERIFICATION": "Pendaftaran BSrE masih menunggu verifikasi. Sertifikat belum aktif.",
    "NEW": "Pendaftaran BSrE belum selesai. Buka e-mail dari BSrE dan selesaikan aktivasinya.",
    "NO_CERTIFICATE": f"Akun BSrE ada, tetapi belum punya sertifikat. {_ASK}",
    "NOT_REGISTERED": f"NIK ini belum terdaftar di BSrE. {_ASK}",
    "SUSPEND": f"Sertifikat BSrE sedang dibekukan. {_ASK}",
    "REVOKE": f"Sertifikat BSrE sudah dicabut. {_ASK}",
}
WRONG_PASSPHRASE: Meaning = (SigningOutcome.WRONG_SECRET, "Kata sandi tanda tangan (passphrase) salah.")
WRONG_CODE: Meaning = (SigningOutcome.WRONG_SECRET, "Kode OTP salah atau sudah lewat waktu. Minta kode baru.")
_NOT_REGISTERED: Meaning = (SigningOutcome.REFUSED, STATUSES["NOT_REGISTERED"])
GONE: Meaning = (
    SigningOutcome.RETRY,
    "BSrE sudah menandatangani, tetapi berkasnya tidak sampai dan hanya dapat diunduh sekali. Tanda tangani lagi.",
)
LOGIN = "BSrE menolak nama pengguna atau sandi aplikasi kantor. Administrator perlu memeriksanya."
_OF_CODE: dict[int, Meaning] = {
    2031: WRONG_PASSPHRASE,
    2011: _NOT_REGISTERED,
    1110: _NOT_REGISTERED,
    4044: GONE,
}
# In this order: "otp" is part of "totp", and what is said of a certificate comes before what is said of an account.
_OF_TEXT: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (re.compile(r"\bt?otp\b"), WRONG_CODE),
    (re.compile(r"passphrase|kata sandi"), WRONG_PASSPHRASE),
    (re.compile(r"sudah (pernah )?(di)?(unduh|download)|already downloaded"), GONE),
    (re.compile(r"kedaluwarsa|kadaluarsa|expired"), (SigningOutcome.REFUSED, STATUSES["EXPIRED"])),
    (re.compile(r"suspend|dibekukan"), (SigningOutcome.REFUSED, STATUSES["SUSPEND"])),
    (re.compile(r"revoke|dicabut"), (SigningOutcome.REFUSED, STATUSES["REVOKE"])),
    (re.compile(r"waiting|menunggu verifikasi"), (SigningOutcome.REFUSED, STATUSES["WAITING_FOR_VERIFICATION"])),
    (
        re.compile(r"no.certificate|belum (punya|memiliki) sertifikat"),
        (SigningOutcome.REFUSED, STATUSES["NO_CERTIFICATE"]),
    ),
    (re.compile(r"belum aktif|not active"), (SigningOutcome.REFUSED, "Sertifikat BSrE belum aktif. " + _ASK)),
    (re.compile(r"not.registered|tidak terdaftar|belum terdaftar"), _NOT_REGISTERED),
)


def data_of(content: bytes) -> dict[str, Any]:
    """The JSON object in an answer; empty for anything else."""
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def refusal(status: int, content: bytes) -> Meaning:
    """What an answer without signed letter means; ``status`` is HTTP's."""
    data = data_of(content)
    code = data.get("status_code")
    if isinstance(code, str) and code.isascii() and code.isdecimal():
        code = int(code[:9])
    if isinstance(code, int) and code in _OF_CODE:
        return _OF_CODE[code]
    said = " ".join(str(data.get(name, "")) for name in ("error", "message", "status")).lower()[:2000]
    for pattern, meaning in _OF_TEXT:
        if pattern.search(said):
            return meaning
    if status in (401, 403):
        return SigningOutcome.REFUSED, LOGIN
    if status in (404, 405):
        return (
            SigningOutcome.REFUSED,
            "Di alamat itu tidak ada layanan tanda tangan BSrE. Administrator perlu memeriksanya.",
        )
    if status == 413:
        return SigningOutcome.REFUSED, "Surat ini terlalu besar untuk BSrE."
    if status == 429 or status >= 500:
        return SigningOutcome.RETRY, f"BSrE sedang terganggu (HTTP {status}). Coba lagi beberapa menit lagi."
    if 200 <= status < 300:
        return SigningOutcome.RETRY, "BSrE menjawab tanpa surat yang sudah ditandatangani. Coba lagi."
    return SigningOutcome.REFUSED, f"BSrE menolak: {plain(said) or f'HTTP {status}'}."


def standing(status: int, content: bytes) -> SigningCheck:
    """What a question about a signer's certificate was answered; an unknown status is shown as it came."""
    data = data_of(content)
    said = str(data.get("status", "")).strip().upper().replace(" ", "_")
    if said in STATUSES:
        return SigningCheck(STATUSES[said], is_ready=said == READY, code=said)
    if data.get("status_code") in (1110, "1110"):
        return SigningCheck(STATUSES["NOT_REGISTERED"], code="NOT_REGISTERED")
    if said and status < 300:
        return SigningCheck(f"BSrE menjawab status yang belum dikenal: {plain(said)}.", code=plain(said)[:40])
    return SigningCheck(refusal(status, content)[1])


def plain(text: str) -> str:
    """The service's own words, short and without numbers of people."""
    words = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(re.sub(r"[0-9]{16}", "…", words).split())[:160].rstrip(". ")
