"""Identifiers made by the application itself, so that no database sequence is shared between offices."""

import os
import secrets
import time
from uuid import UUID

# Crockford's alphabet: no I, L, O, U, so a number survives being read out over a bad phone line.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011", " ")


def uuid7() -> UUID:
    """A time-ordered UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | ((random >> 62) & 0xFFF) << 64
    value |= 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def random_code(length: int) -> str:
    """``length`` unpredictable characters of Crockford's alphabet, 5 bits each."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def public_number(year: int) -> str:
    """The number a citizen quotes for an application, like ``26-K7QM-3XPD``; no secret, it opens nothing."""
    return f"{year % 100:02d}-{random_code(4)}-{random_code(4)}"


def normalise_code(typed: str) -> str:
    """What somebody typed for a code, in the alphabet: upper case, no blanks, O read as 0, I and L as 1."""
    return typed.upper().translate(_MISREAD)
