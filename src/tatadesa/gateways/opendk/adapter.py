"""OpenDK, the application of a kecamatan: a village's letter goes there to be signed. See docs/adapters/opendk.md."""

import json
import re
import secrets
from typing import Any

from tatadesa.core.outgoing import Address, HttpAnswer, NoAnswer, post
from tatadesa.letters.ports import DistrictLetter, DistrictServer, HandedOff, HandOffOutcome

_MAX_ANSWER_BYTES = 256 * 1024
_OURS = {
    401: "tidak menerima token; minta token baru ke kecamatan",
    403: "melarang token ini mengirim surat",
    404: "tidak punya layanan surat di alamat ini; periksa alamatnya",
    405: "tidak punya layanan surat di alamat ini; periksa alamatnya",
    413: "menolak karena berkas terlalu besar",
}
_FIELDS = {
    "desa_id": "kode desa",
    "nik": "NIK",
    "tanggal": "tanggal",
    "nomor": "nomor surat",
    "nama": "nama surat",
    "file": "berkas",
}


class OpenDkAdapter:
    """The port ``HandOff`` for ``POST /api/v1/surat/kirim``."""

    def send(self, place: DistrictServer, letter: DistrictLetter) -> HandedOff:
        """POST once. OpenDK takes a number once, so a repeat after a lost answer is found to be there."""
        boundary = f"tatadesa-{secrets.token_hex(16)}"
        headers = {
            "Authorization": f"Bearer {place.token}",
            "Accept": "application/json",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        try:
            answer = post(
                f"{place.server}/api/v1/surat/kirim",
                body(place, letter, boundary),
                headers,
                seconds=place.timeout_seconds,
                max_bytes=_MAX_ANSWER_BYTES,
                refuses=_is_never_a_service,
            )
        except NoAnswer as error:
            return HandedOff(HandOffOutcome.RETRY, f"OpenDK {error}.")
        return read_answer(answer)


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
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{_plain(value)}\r\n'.encode()
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
    data = _data(answer.body)
    if 200 <= answer.status < 300:
        if isinstance(data, dict) and data.get("success") is True:
            return HandedOff(HandOffOutcome.SENT)
        return HandedOff(HandOffOutcome.RETRY, "OpenDK menjawab tanpa kepastian bahwa surat diterima.")
    if answer.status == 422 and isinstance(data, dict):
        return _refused_fields(data)
    if answer.status == 400:
        return HandedOff(HandOffOutcome.REFUSED, f"OpenDK menolak: {_reason(data)}.")
    if answer.status in _OURS:
        return HandedOff(HandOffOutcome.REFUSED, f"OpenDK {_OURS[answer.status]} (HTTP {answer.status}).")
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


def _reason(data: object) -> str:
    """The server's own words without numbers of people: it repeats the NIK in them."""
    words = data if isinstance(data, str) else data.get("message", "") if isinstance(data, dict) else ""
    plain = " ".join(re.sub(r"[0-9]{16}", "ini", _plain(str(words))).split())[:160].rstrip(".")
    return plain or "tanpa alasan"


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


def _data(content: bytes) -> object:
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found


def _is_never_a_service(address: Address) -> bool:
    """The cloud's own addresses and nobody's: a private network may be where the kecamatan's server is."""
    return address.is_link_local or address.is_multicast or address.is_unspecified
