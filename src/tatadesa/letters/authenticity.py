"""Whether a PDF that somebody holds is a letter of ours: first by its bytes, then by its signatures and its code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tatadesa.core.pdf_signatures import SignatureFact
from tatadesa.files import signatures
from tatadesa.letters import queries
from tatadesa.letters.queries import PublicLetter

_HEAD = 1024
"""A PDF names itself within its first bytes (ISO 32000-1, implementation note 13)."""


class Verdict(Enum):
    """What a file is; whether the letter still counts is the letter's own standing."""

    GENUINE = "genuine"
    """Byte for byte what was issued."""
    ADDED = "added"
    """A letter of ours to which something was added after it was signed."""
    RESAVED = "resaved"
    """Carries the code of a letter of ours, but is not its file: saved anew, printed anew or changed."""
    UNKNOWN = "unknown"
    UNREAD = "unread"
    """No letter of ours as it stands; too complicated to say more."""
    NO_PDF = "no_pdf"


@dataclass(frozen=True)
class Finding:
    """``letter`` is the one it is or claims to be; ``signatures`` are those in the file, where they were looked at."""

    verdict: Verdict
    letter: PublicLetter | None = None
    signatures: tuple[SignatureFact, ...] = ()


def examine(content: bytes, *, before_reading: Callable[[], None] = lambda: None) -> Finding:
    """What ``content`` is. ``before_reading`` is called when the file has to be taken apart, and may refuse by raising.

    A letter as it was issued is known by its bytes alone, as its signature was checked when it was issued.
    """
    letter = queries.by_hash(hashlib.sha256(content).hexdigest())
    if letter is not None:
        return Finding(Verdict.GENUINE, letter)
    if b"%PDF-" not in content[:_HEAD]:
        return Finding(Verdict.NO_PDF)
    before_reading()
    reading = signatures.read(content)
    for fact in reading.signatures:
        covered = queries.by_hash(fact.covered_sha256) if fact.is_intact and fact.covered_sha256 else None
        if covered is not None:
            return Finding(Verdict.ADDED, covered, reading.signatures)
    for code in reading.codes:
        claimed = queries.by_code(code)
        if claimed is not None:
            return Finding(Verdict.RESAVED, claimed, reading.signatures)
    return Finding(Verdict.UNKNOWN if reading.is_whole else Verdict.UNREAD, None, reading.signatures)
