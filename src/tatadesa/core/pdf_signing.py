"""An electronic signature in a PDF: PAdES B-B, or B-T with a time stamp (ETSI EN 319 142-1).

The library is loaded at the first signature: it costs a process 40 MB and half a second.
"""

from __future__ import annotations

import asyncio
import io
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FIELD = "TandaTangan"
_MORE_BYTES = 256
# A file may ask for more rounds than anybody has time for; the library would obey. Usual are thousands.
_MOST_ITERATIONS = 2_000_000

logger = logging.getLogger(__name__)


class KeyProblem(Exception):
    """A key that cannot be used; the message is Indonesian, for its owner."""


class WrongPassphrase(KeyProblem):
    """The passphrase does not open the key."""


@dataclass(frozen=True)
class Rectangle:
    """Where the signature's field lies: ``page`` from 1, points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Certificate:
    """Whose certificate it is and when it counts."""

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True)
class Key:
    """An opened key: signs as often as wanted, and is forgotten with the request that opened it."""

    certificate: Certificate
    signer: Any = field(repr=False)


def open_pkcs12(content: bytes, passphrase: str) -> Key:
    """The key in ``content`` (PKCS#12, RFC 7292); raises ``WrongPassphrase`` and ``KeyProblem``."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    if _iterations(content) > _MOST_ITERATIONS:
        raise KeyProblem("Berkas sertifikat ini terlalu berat untuk dibuka. Minta berkas .p12 yang biasa.")
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError as error:
        # The library says the same of a wrong passphrase and of a file that is none.
        if content[:1] == b"\x30":
            raise WrongPassphrase("Kata sandi tanda tangan salah.") from error
        raise KeyProblem("Berkas ini bukan sertifikat PKCS#12 (.p12 atau .pfx).") from error
    if key is None or certificate is None:
        raise KeyProblem("Berkas ini tidak memuat kunci dan sertifikatnya. Minta berkas .p12 yang lengkap.")
    found = _usable(certificate)
    from pyhanko.sign.signers import SimpleSigner

    signer = SimpleSigner.load_pkcs12_data(content, other_certs=(), passphrase=passphrase.encode())
    return Key(found, signer)


def read_certificate(content: bytes) -> Certificate:
    """Whose certificate ``content`` (DER) is; raises ``KeyProblem`` when its key can be none that signs letters."""
    from cryptography.x509 import load_der_x509_certificate

    try:
        return _usable(load_der_x509_certificate(content))
    except ValueError as error:
        raise KeyProblem("Sertifikat ini tidak terbaca. Minta sertifikat tanda tangan elektronik yang baru.") from error


def _usable(certificate: Any) -> Certificate:
    """What ``certificate`` says, if it is a person's for signatures (RFC 5280, 4.2.1.3 and 4.2.1.9)."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.x509 import BasicConstraints, KeyUsage

    if not isinstance(certificate.public_key(), rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise KeyProblem("Jenis kunci sertifikat ini tidak dapat dipakai. Minta kunci RSA atau ECDSA.")
    constraints, usage = _extension(certificate, BasicConstraints), _extension(certificate, KeyUsage)
    if constraints is not None and constraints.ca:
        raise KeyProblem("Ini sertifikat penerbit, bukan sertifikat orang. Pakai sertifikat tanda tangan Anda.")
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise KeyProblem("Sertifikat ini bukan untuk tanda tangan. Minta sertifikat tanda tangan elektronik.")
    return Certificate(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def _extension(certificate: Any, kind: Any) -> Any:
    from cryptography.x509 import ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return None


def _iterations(content: bytes) -> int:
    """How often ``content`` has a passphrase hashed at most; 0 for what cannot be read so."""
    # Adds its kinds of content to a table that the first parsing freezes: without it no time stamp is read later on.
    import asn1crypto.tsp  # noqa: F401
    from asn1crypto.pkcs12 import Pfx, SafeContents

    try:
        pfx = Pfx.load(content)
        counts = [pfx["mac_data"]["iterations"].native or 0]
        for part in pfx.authenticated_safe:
            if part["content_type"].native == "encrypted_data":
                info = part["content"]["encrypted_content_info"]
                counts.append(info["content_encryption_algorithm"].kdf_iterations)
            elif part["content_type"].native == "data":
                bags = SafeContents.load(part["content"].native)
                locked = [bag["bag_value"] for bag in bags if bag["bag_id"].native == "pkcs8_shrouded_key_bag"]
                counts += [key["encryption_algorithm"].kdf_iterations for key in locked]
        return max(int(count) for count in counts)
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0


def sign(
    content: bytes,
    key: Key,
    where: Rectangle | None,
    *,
    reason: str,
    location: str,
    stamper: Any = None,
    name: str = FIELD,
) -> bytes:
    """``content`` with a signature appended; what was there stays byte for byte, so its pages are those that were seen.

    The field lies over ``where``, draws nothing of its own, and is invisible without. ``stamper`` is a time stamper of
    the library; what it raises of its own is raised. Raises ``KeyProblem`` for a key or a file that cannot be used.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko.stamp import StaticStampStyle

    box = (round(where.left), round(where.bottom), round(where.right), round(where.top)) if where else None
    spec = SigFieldSpec(
        name, on_page=where.page - 1 if where else 0, box=box, readable_field_name="Tanda tangan elektronik"
    )
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            reason=reason or None,
            location=location or None,
            subfilter=SigSeedSubFilter.PADES,
            signer_key_usage=set(),
        ),
        signer=key.signer,
        timestamper=stamper,
        # Nothing is drawn: name and QR are on the page already, and no font comes in that PDF/A would want embedded.
        stamp_style=StaticStampStyle(border_width=0),
    )
    output = io.BytesIO()
    try:
        writer = _writer(content)
        append_signature_field(writer, spec)
        _tag(writer, spec.on_page)
        room = asyncio.run(_room(key.signer, stamper))
        signer.sign_pdf(writer, output=output, bytes_reserved=room)
    except (PdfError, SigningError, TimestampRequestError, ValueError) as error:
        logger.warning("a letter could not be signed: %s", type(error).__name__)
        raise KeyProblem("Surat tidak dapat ditandatangani dengan sertifikat ini. Coba lagi.") from error
    return output.getvalue()


async def _room(signer: Any, stamper: Any) -> int:
    """Hexadecimal digits that the signature needs, and a little more: the library leaves half as much again, which is a
    tenth of a usual letter. Signatures of one key differ by single bytes, and so do an authority's time stamps.
    """
    tried = await signer.async_sign(bytes(32), "sha256", use_pades=True, dry_run=True, timestamper=stamper)
    return 2 * (len(tried.dump()) + _MORE_BYTES)


def _writer(content: bytes) -> Any:
    """Appends to ``content`` and leaves its version, metadata and extensions as they are: what the library would write
    there (version 2.0, a developer's extension, metadata without its schemas) is no PDF/A-2 (ISO 19005-2, 6.1 and 6.6).
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Archival(IncrementalPdfFileWriter):
        def ensure_output_version(self, version: Any) -> None:
            """Stay."""

        def register_extension(self, ext: Any) -> None:
            """None."""

        def _update_meta(self) -> None:
            """None."""

    return Archival(io.BytesIO(content))


def _tag(writer: Any, on_page: int) -> None:
    """Put the field just added to page ``on_page`` into the structure that readers read aloud (ISO 14289-1, 7.18.4)."""
    from pyhanko.pdf_utils import generic as objects

    # The library's objects have no types.
    generic: Any = objects
    if "/StructTreeRoot" not in writer.root:
        return
    name, number = generic.NameObject, generic.NumberObject
    root = writer.root["/StructTreeRoot"]
    tree, tops = root["/ParentTree"], root.raw_get("/K")
    if "/Nums" not in tree:
        return
    document = tops.raw_get(0) if isinstance(tops, generic.ArrayObject) else tops
    page, widget = writer.find_page_for_modification(on_page)[0], writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    key = number(max((int(one) for one in list(tree["/Nums"])[::2]), default=-1) + 1)
    seen = {name("/Type"): name("/OBJR"), name("/Obj"): widget, name("/Pg"): page}
    element = writer.add_object(
        generic.DictionaryObject(
            {
                name("/Type"): name("/StructElem"),
                name("/S"): name("/Form"),
                name("/P"): document,
                name("/K"): generic.DictionaryObject(seen),
            }
        )
    )
    parent = document.get_object()
    children = parent.raw_get("/K") if "/K" in parent else generic.ArrayObject()
    if not isinstance(children, generic.ArrayObject):
        children = generic.ArrayObject([children])
    children.append(element)
    parent[name("/K")] = children
    tree["/Nums"].extend([key, element])
    root[name("/ParentTreeNextKey")] = number(int(key) + 1)
    widget.get_object()[name("/StructParent")] = key
    for changed in (parent, tree, root, widget.get_object()):
        writer.update_container(changed)


def _name(subject: Any) -> str:
    from cryptography.x509 import NameOID

    found = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    words = str(found[0].value) if found else subject.rfc4514_string()
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())[:160]
