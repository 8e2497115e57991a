"""What the signatures in a PDF say. For our own letters, and inside a confined process for what strangers hand in."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import Any

MOST = 5
"""Signatures that are looked at; a letter of ours has one."""


@dataclass(frozen=True)
class SignatureFact:
    """One signature: whose, whether its own bytes are untouched, and what part of the file it covers."""

    signer: str
    issuer: str
    is_intact: bool
    covers_all: bool
    covered_sha256: str
    """Of the file as it was when it was signed: the same as the file's own when nothing was added since."""


class UnreadablePdf(Exception):
    """No PDF, or one that cannot be taken apart."""


def facts(content: bytes) -> list[SignatureFact]:
    """The first signatures of ``content``, oldest first. Says nothing about trust; raises ``UnreadablePdf``.

    Bound memory and time from outside when ``content`` is a stranger's.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    # What it has to say about strangers' files belongs in no log of ours.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        found = reader.embedded_regular_signatures[:MOST]
        return [_fact(signature, content) for signature in found]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadablePdf(type(error).__name__) from error


def _fact(signature: Any, content: bytes) -> SignatureFact:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    nobody = ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")
    certificate = signature.signer_cert
    start, first, second, rest = (int(number) for number in signature.byte_range)
    end = second + rest
    covers_all = start == 0 and end == len(content) and first < second
    try:
        status = validate_pdf_signature(signature, nobody, skip_diff=True)
        whole = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
        is_intact = bool(status.intact and status.valid and whole)
    except (PdfError, SigningError, ValueError):
        is_intact = False
    return SignatureFact(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        is_intact=is_intact,
        covers_all=covers_all,
        covered_sha256=hashlib.sha256(content[:end]).hexdigest() if 0 < end <= len(content) else "",
    )


def _name(name: Any) -> str:
    native = name.native
    words = native.get("common_name") or name.human_friendly
    text = str(words[0] if isinstance(words, list) else words)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:160]
