"""Short-lived tokens that open a live stream: who holds one may hear its topics, nothing else.

The live process checks them without a database and without Django, so this module is standard library only.
A token is ``<payload>.<signature>``, both base64url; the payload is JSON ``{"t": topics, "i": made at, "e": expiry}``.
"""

import base64
import binascii
import hashlib
import hmac
import json
import time

_PURPOSE = b"tatadesa.live.stream.v1"
# Longer than any token we make; a longer one is not worth a hash.
_MAX_LENGTH = 4096


def stream_secret(base: str) -> str:
    """The secret of the streams, derived from the installation's secret key so that neither gives away the other."""
    return hmac.new(base.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def make(topics: list[str], secret: str, ttl: int) -> str:
    """A token for ``topics`` that is good for ``ttl`` seconds from now."""
    moment = time.time()
    claims = {"t": topics, "i": round(moment, 3), "e": int(moment) + ttl}
    payload = _encode(json.dumps(claims, separators=(",", ":")).encode())
    return f"{payload}.{_sign(payload, secret)}"


def verify(token: str, secret: str, *, since: float = 0.0) -> list[str] | None:
    """The topics of ``token``; None when it is forged, damaged, too old, or made before ``since`` (seconds, Unix)."""
    payload, _, signature = token.partition(".")
    if len(token) > _MAX_LENGTH or not token.isascii():
        return None
    if not hmac.compare_digest(_sign(payload, secret), signature):
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        topics, made_at, expiry = claims["t"], claims["i"], claims["e"]
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None
    return [str(topic) for topic in topics] if made_at >= since and expiry >= time.time() else None


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _sign(payload: str, secret: str) -> str:
    return _encode(hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest())
