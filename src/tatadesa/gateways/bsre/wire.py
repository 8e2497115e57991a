"""The bodies of BSrE's two versions, exactly as the contract spells them. Pure functions."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from typing import Any

from tatadesa.letters.ports import SignatureBox, SigningPerson, SigningSecret, SigningService, Unsigned

# One transparent dot: name and QR are on the page already, so the field over them draws nothing.
_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_LETTER = "surat.pdf"


def form_of(
    service: SigningService, person: SigningPerson, secret: SigningSecret, letter: Unsigned, boundary: str
) -> bytes:
    """Version 1: multipart (RFC 7578). The origin is the page's lower left corner."""
    fields = {"nik": person.nik, "passphrase": secret.passphrase, "reason": letter.reason, "location": letter.location}
    files = [("file", _LETTER, "application/pdf", letter.content)]
    if letter.box is None:
        fields["tampilan"] = "invisible"
    else:
        fields |= {"tampilan": "visible", "image": "true", **_box_v1(letter.box, corners=service.box_as_corners)}
        files.append(("imageTTD", "ttd.png", "image/png", _DOT))
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{_one_line(value)}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, file_name, kind, content in files
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def json_of(person: SigningPerson, secret: SigningSecret, letters: Sequence[Unsigned]) -> bytes:
    """Version 2: JSON with the files in base64, one entry of properties for each; from the upper left corner."""
    credential = {"totp": secret.totp} if secret.totp else {"passphrase": secret.passphrase}
    body = {
        "nik": person.nik,
        **credential,
        "signatureProperties": [_properties(letter) for letter in letters],
        "file": [base64.b64encode(letter.content).decode() for letter in letters],
    }
    return json.dumps(body, ensure_ascii=False).encode()


def files_of(data: dict[str, Any], wanted: int) -> list[bytes]:
    """The signed files of a version 2 answer; empty unless there are as many as were sent, and each is a PDF."""
    found = data.get("file")
    if not isinstance(found, list) or len(found) != wanted:
        return []
    try:
        files = [base64.b64decode(one, validate=True) for one in found]
    except (ValueError, TypeError):
        return []
    return files if all(is_whole(one) for one in files) else []


def is_whole(content: bytes) -> bool:
    """Whether ``content`` looks like a PDF with its end."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def document_id(headers: dict[str, str]) -> str:
    """The id under which version 1 keeps the file for one download; empty when there is none that could be one."""
    found = headers.get("id_dokumen", "")
    return found if re.fullmatch(r"[A-Za-z0-9._-]{1,100}", found) else ""


def _box_v1(box: SignatureBox, *, corners: bool) -> dict[str, str]:
    bottom = box.page_height - box.top - box.height
    across, up = (box.left + box.width, bottom + box.height) if corners else (box.width, box.height)
    numbers = {"page": box.page, "xAxis": box.left, "yAxis": bottom, "width": across, "height": up}
    return {name: str(round(value)) for name, value in numbers.items()}


def _properties(letter: Unsigned) -> dict[str, Any]:
    words = {"location": letter.location, "reason": letter.reason}
    if letter.box is None:
        return {"tampilan": "INVISIBLE", **words}
    box = letter.box
    return {
        "tampilan": "VISIBLE",
        "imageBase64": base64.b64encode(_DOT).decode(),
        "page": box.page,
        "originX": float(round(box.left, 1)),
        "originY": float(round(box.top, 1)),
        "width": float(round(box.width, 1)),
        "height": float(round(box.height, 1)),
        **words,
    }


def _one_line(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
