"""OpenDK, the application of a kecamatan: a village's letter goes there to be signed. See docs/adapters/opendk.md."""

import json
import re
import secrets
from typing import Any

from tatadesa.core.outgoing import HttpAnswer, NoAnswer, post
from tatadesa.gateways.opendk import giving_back
from tatadesa.gateways.opendk.words import (
    REFUSALS,
    data_of,
    headers_for,
    is_never_a_service,
    plain,
    reason_of,
)
from tatadesa.letters.ports import (
    DistrictFile,
    DistrictLetter,
    DistrictList,
    DistrictServer,
    HandedOff,
    HandOffOutcome,
)

_MAX_ANSWER_BYTES = 256 * 1024
_FIELDS = {
    "desa_id": "kode desa",
    "nik": "NIK",
    "tanggal": "tanggal",
    "nomor": "nomor surat",
    "nama": "nama surat",
    "file": "berkas",
}


class OpenDkAdapter:
    """The port ``HandOff`` for what lies below ``/api/v1/surat``."""

    def send(self, place: DistrictServer, letter: DistrictLetter) -> HandedOff:
        """POST once. OpenDK takes a number once, so a repeat after a lost answer is found to be there."""
        boundary = f"tatadesa-{secrets.token_hex(16)}"
        headers = {**headers_for(place), "Content-Type": f"multipart/form-data; boundary={boundary}"}
        try:
            answer = post(
                f"{place.server}/api/v1/surat/kirim",
                body(place, letter, boundary),
                headers,
                seconds=place.timeout_seconds,
                max_bytes=_MAX_ANSWER_BYTES,
                refuses=is_never_a_service,
            )
        except NoAnswer as error:
            return HandedOff(HandOffOutcome.RETRY, f"OpenDK {error}.")
        return read_answer(answer)

    def standings(self, place: DistrictServer) -> DistrictList:
        """``GET /api/v1/surat``: all letters of the village at once, as OpenDK has no other way."""
        return giving_back.standings(place)

    def fetch(self, place: DistrictServer, number: str) -> DistrictFile:
        """``GET /api/v1/surat/download``."""
        return giving_back.fetch(place, number)


def body(place: DistrictServer, letter: DistrictLetter, boundary: str) -> bytes:
    """The form as the browser would send it (RFC 7578)."""
    fields = {
        "desa_id": place.village_code,
        "nik": letter.nik,
        "tanggal": letter.dated.isoformat(),
        "nomor": letter.number,
        "nama": letter.name,
    }
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{plain(value)}\r\n'.encode()
        for name, value in fields.items()
    ]
    file_name = f"{re.sub(r'[^A-Za-z0-9]+', '-', letter.number).strip('-') or 'surat'}.pdf"
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n".encode()
        + letter.content
        + b"\r\n"
    )
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def read_answer(answer: HttpAnswer) -> HandedOff:
    """What an answer means to us; whatever comes, never an exception."""
    data = data_of(answer.body)
    if 200 <= answer.status < 300:
        if isinstance(data, dict) and data.get("success") is True:
            return HandedOff(HandOffOutcome.SENT)
        return HandedOff(HandOffOutcome.RETRY, "OpenDK menjawab tanpa kepastian bahwa surat diterima.")
    if answer.status == 422 and isinstance(data, dict):
        return _refused_fields(data)
    if answer.status == 400:
        return HandedOff(HandOffOutcome.REFUSED, f"OpenDK menolak: {reason_of(data)}.")
    if answer.status in REFUSALS:
        return HandedOff(HandOffOutcome.REFUSED, f"OpenDK {REFUSALS[answer.status]} (HTTP {answer.status}).")
    if answer.status == 429 or answer.status >= 500:
        seconds = answer.headers.get("retry-after", "")
        after = int(seconds[:6]) if seconds.isascii() and seconds.isdigit() else None
        return HandedOff(HandOffOutcome.RETRY, f"OpenDK sedang terganggu (HTTP {answer.status}).", after)
    return HandedOff(HandOffOutcome.REFUSED, f"OpenDK menolak (HTTP {answer.status}).")


def _refused_fields(errors: dict[str, Any]) -> HandedOff:
    """By field. A number that is taken means that an earlier attempt arrived after all."""
    if set(errors) == {"nomor"} and _says_taken(errors["nomor"]):
        return HandedOff(HandOffOutcome.SENT)
    names = ", ".join(words for name, words in _FIELDS.items() if name in errors)
    return HandedOff(HandOffOutcome.REFUSED, f"OpenDK menolak isian: {names or 'tidak disebutkan'}.")


def _says_taken(messages: object) -> bool:
    text = json.dumps(messages, ensure_ascii=False).lower()
    return "sudah ada" in text or "taken" in text or "sudah digunakan" in text
