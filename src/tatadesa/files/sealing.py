"""Encryption of what lies in the storage: a stolen disk or bucket shows nobody's papers.

A sealed content is a four-letter mark, a salt, a nonce and AES-256-GCM (NIST SP 800-38D). Each has a key of its own,
derived (RFC 5869) from a secret of the settings for one purpose. What it belongs to is authenticated with it, so bytes
moved to another name do not open.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_SALT, _NONCE = 16, 12


class SealBroken(ValueError):
    """The bytes were not sealed so, were changed or moved, or the secret is another one."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One use of a secret: ``mark`` begins the bytes (four of them), ``purpose`` keeps keys apart.

    ``setting`` names the secret in the settings.
    """

    mark: bytes
    purpose: bytes
    setting: str

    def close(self, content: bytes, belongs_to: bytes) -> bytes:
        """``content`` sealed for ``belongs_to``."""
        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        return self.mark + salt + nonce + self._cipher(salt).encrypt(nonce, content, belongs_to)

    def open(self, sealed: bytes, belongs_to: bytes) -> bytes:
        """The content; raises ``SealBroken``."""
        start = len(self.mark)
        if not self.marks(sealed):
            raise SealBroken("not sealed")
        salt = sealed[start : start + _SALT]
        nonce = sealed[start + _SALT : start + _SALT + _NONCE]
        try:
            return self._cipher(salt).decrypt(nonce, sealed[start + _SALT + _NONCE :], belongs_to)
        except (InvalidTag, ValueError) as error:
            raise SealBroken(type(error).__name__) from error

    def marks(self, content: bytes) -> bool:
        """Whether ``content`` says that it is sealed."""
        return content.startswith(self.mark)

    def _cipher(self, salt: bytes) -> AESGCM:
        derived = HKDF(SHA256(), length=32, salt=salt, info=self.purpose).derive(
            getattr(settings, self.setting).encode()
        )
        return AESGCM(derived)
