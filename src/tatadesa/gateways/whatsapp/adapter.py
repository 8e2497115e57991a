"""What the answers of WhatsApp's Cloud API mean to us. See docs/adapters/whatsapp.md."""

import json
import logging
import re
from typing import Any

from tatadesa.core.outgoing import HttpAnswer
from tatadesa.notices.ports import Outcome, Sent

logger = logging.getLogger(__name__)
# What passes by itself: limits, and services of theirs that are down.
_LATER = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016})
# What somebody has to put right at our end (token, permission, payment, templates): the message waits for it.
_OUR_ACCOUNT = {
    0: "token tidak sah",
    3: "token tidak punya izin mengirim",
    10: "token tidak punya izin mengirim",
    190: "token tidak sah atau kedaluwarsa",
    368: "akun WhatsApp Business dibatasi sementara",
    131005: "token tidak punya izin untuk nomor pengirim ini",
    131031: "akun WhatsApp Business dikunci",
    131042: "ada masalah pembayaran akun WhatsApp Business",
    132001: "templat belum ada atau belum disetujui dalam bahasa id",
    132015: "templat dijeda oleh WhatsApp",
    133010: "nomor pengirim belum terdaftar di Cloud API",
}
_WORDS = {
    100: "permintaan ditolak karena isinya tidak sah",
    130472: "WhatsApp tidak mengirim ke nomor ini (percobaan Meta)",
    131008: "isian templat kurang",
    131009: "isian templat tidak sah",
    131021: "nomor tujuan sama dengan nomor pengirim",
    131026: "nomor ini tidak memakai WhatsApp atau tidak bisa menerima",
    131047: "di luar waktu layanan; perlu templat",
    131050: "penerima menolak pesan dari kantor",
    131051: "jenis pesan tidak dikenal",
    132000: "jumlah isian tidak sama dengan templat",
    132005: "teks terlalu panjang untuk templat",
    132007: "templat melanggar aturan WhatsApp",
    132012: "bentuk isian tidak sama dengan templat",
    132016: "templat dimatikan oleh WhatsApp",
}


def read_answer(answer: HttpAnswer) -> Sent:
    """What the provider's answer means to us; whatever it is, never an exception."""
    data = _object(answer.body)
    if 200 <= answer.status < 300 and (identity := _message_id(data)):
        return Sent(Outcome.SENT, provider_id=identity)
    code = _error_code(data)
    reason = f"WhatsApp: HTTP {answer.status}" + (f", kode {code}" if code is not None else "")
    retry_after = _seconds(answer.headers.get("retry-after", ""))
    if code in _OUR_ACCOUNT or (code is None and answer.status in (401, 403)) or _is_permission(code):
        words = _OUR_ACCOUNT.get(-1 if code is None else code, "token tidak diterima")
        logger.warning("whatsapp does not let us send: http %s, code %s", answer.status, code)
        return Sent(Outcome.RETRY, f"{reason}: {words}.", retry_after=retry_after)
    if code in _LATER or answer.status == 429 or answer.status >= 500:
        return Sent(Outcome.RETRY, f"{reason}: coba lagi nanti.", retry_after=retry_after)
    if 200 <= answer.status < 300 and code is None:
        return Sent(Outcome.UNSURE, f"{reason}: jawaban tanpa nomor pesan.")
    words = _WORDS.get(-1 if code is None else code, "ditolak")
    return Sent(Outcome.REFUSED, f"{reason}: {words}.")


def _is_permission(code: int | None) -> bool:
    """200 to 299 stand for permissions that were not granted or were taken away."""
    return code is not None and 200 <= code <= 299


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _message_id(data: dict[str, Any]) -> str:
    messages = data.get("messages")
    first = messages[0] if isinstance(messages, list) and messages else None
    identity = first.get("id") if isinstance(first, dict) else None
    return identity if isinstance(identity, str) and len(identity) <= 200 else ""


def _error_code(data: dict[str, Any]) -> int | None:
    error = data.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(code, str) and re.fullmatch(r"[0-9]{1,7}", code):
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) and abs(code) < 10_000_000 else None


def _seconds(retry_after: str) -> int | None:
    return int(retry_after[:6]) if retry_after.isascii() and retry_after.isdigit() else None
