"""Small secrets kept encrypted in the database, and keyed hashes of identifiers."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def encrypt(text: str) -> str:
    """``text`` under a key derived from the installation's secret."""
    return Fernet(base64.urlsafe_b64encode(_key("field-encryption"))).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """What ``encrypt`` was given; raises ``ValueError`` when the secret has changed."""
    try:
        return Fernet(base64.urlsafe_b64encode(_key("field-encryption"))).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("encrypted under another secret key") from error


def fingerprint(text: str) -> str:
    """A keyed hash that stands for ``text`` (a NIK, a user name) where the text itself must not be written."""
    return hmac.new(_key("fingerprint"), text.encode(), hashlib.sha256).hexdigest()[:32]
