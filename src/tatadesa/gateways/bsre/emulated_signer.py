"""The emulator's signatures: real ones, by an example authority. Made when the first letter comes, to stay small."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tatadesa.core.example_authority import ExampleAuthority
from tatadesa.core.pdf_signing import Key, Rectangle, open_pkcs12, sign

_lock = threading.Lock()
_KEY_SECRET = "emulator"  # noqa: S105 - opens a key that is made a line earlier
_FIELD = "sig_bsre"


def sign_v1(nik: str, content: bytes, fields: Mapping[str, str]) -> bytes:
    """As version 1 asks: the origin is the lower left corner, width and height are sizes."""
    where = None
    if fields.get("tampilan") == "visible":
        x, y, width, height = (_number(fields.get(name)) for name in ("xAxis", "yAxis", "width", "height"))
        where = Rectangle(int(_number(fields.get("page"))) or 1, x, y, x + width, y + height)
    return _signed(nik, content, where, fields.get("reason", ""), fields.get("location", ""))


def sign_v2(nik: str, content: bytes, about: Mapping[str, Any]) -> bytes:
    """As version 2 asks: the origin is the upper left corner."""
    where = None
    if about.get("tampilan") == "VISIBLE":
        page = int(_number(about.get("page"))) or 1
        x, y, width, height = (_number(about.get(name)) for name in ("originX", "originY", "width", "height"))
        top = _page_height(content, page) - y
        where = Rectangle(page, x, top - height, x + width, top)
    return _signed(nik, content, where, str(about.get("reason", "")), str(about.get("location", "")))


def stamp(request: bytes) -> bytes:
    """A time stamp for ``request`` (RFC 3161)."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import DummyTimeStamper

    with _lock:
        certificate, key = _stamping_key()
    stamper = DummyTimeStamper(certificate, key)
    return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())


def verified_v1(content: bytes) -> dict[str, Any]:
    """What version 1 says of a PDF."""
    found = _integrity(content)
    if not found:
        return {"nama_dokumen": "signed.pdf", "jumlah_signature": 0, "notes": None, "details": [], "summary": None}
    details = [
        {
            "info_tsa": None,
            "signature_field": name,
            "info_signer": {"signer_name": who, "cert_user_certified": True},
            "signature_document": {"signed_using_tsa": False, "document_integrity": whole},
        }
        for name, who, whole in found
    ]
    summary = "DOCUMENT VALID !!!" if all(whole for *_, whole in found) else "DOCUMENT NOT VALID !!!"
    return {
        "nama_dokumen": "signed.pdf",
        "jumlah_signature": len(found),
        "notes": summary,
        "details": details,
        "summary": summary,
    }


def verified_v2(content: bytes) -> dict[str, Any]:
    """What version 2 says of a PDF."""
    found = _integrity(content)
    if not found:
        words = "Dokumen tidak memiliki tandatangan elektronik"
        return {"conclusion": "NO_SIGNATURE", "description": words, "signatureInformations": [], "signatureCount": 0}
    return {
        "conclusion": "VALID" if all(whole for *_, whole in found) else "INVALID",
        "description": "",
        "signatureInformations": [
            {"signerName": who, "fieldName": name, "integrityValid": whole, "certificateTrusted": False}
            for name, who, whole in found
        ],
        "signatureCount": len(found),
    }


def _signed(nik: str, content: bytes, where: Rectangle | None, reason: str, location: str) -> bytes:
    with _lock:
        key = _key(nik)
    return sign(content, key, where, reason=reason, location=location, name=_FIELD)


@cache
def _authority() -> ExampleAuthority:
    return ExampleAuthority.make(datetime.now(UTC))


@cache
def _key(nik: str) -> Key:
    content = _authority().pkcs12(f"Penanda tangan …{nik[-4:]}", _KEY_SECRET, datetime.now(UTC))
    return open_pkcs12(content, _KEY_SECRET)


@cache
def _stamping_key() -> tuple[Any, Any]:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key, certificate = _authority().issue("Stempel waktu", datetime.now(UTC), stamps_time=True)
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(raw)


def _page_height(content: bytes, page: int) -> float:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        box = document.pages[min(page, len(document.pages)) - 1].mediabox
        return float(box[3])


def _integrity(content: bytes) -> list[tuple[str, str, bool]]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content))
        found = []
        for signature in reader.embedded_regular_signatures:
            signature.compute_integrity_info()
            status = signature.summarise_integrity_info()
            is_whole = status["coverage"].name == "ENTIRE_FILE"
            who = str(signature.signer_cert.subject.native.get("common_name", ""))
            found.append((signature.field_name, who, is_whole))
    except (PdfError, ValueError, KeyError):
        return []
    return found


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
