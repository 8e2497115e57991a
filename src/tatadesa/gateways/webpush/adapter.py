"""Web push: RFC 8030 (delivery), RFC 8291 (encryption), RFC 8292 (VAPID). See docs/adapters/webpush.md."""

import base64
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import http_ece
import httpcore
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from tatadesa.gateways.webpush.keys import all_keys, key_of, private_key, public_key_text, rotate
from tatadesa.gateways.webpush.network import PrivateAddressError, post
from tatadesa.notices.ports import PushResult, PushStatus, PushTarget, emulator_origins

# RFC 8292 allows a day; half of it survives a phone-sized clock error on either side.
_TOKEN_SECONDS = 12 * 3600
# What we retry besides 5xx; every other 4xx would only fail again.
_LATER = frozenset({408, 425, 429})
_GONE = frozenset({404, 410})


class WebPushAdapter:
    """The port ``Push`` for the push services of the browsers' makers."""

    def public_key(self) -> str:
        """The installation's VAPID public key."""
        return public_key_text(private_key(settings.VAPID_KEY_FILE))

    def public_keys(self) -> list[str]:
        """The present one first."""
        return [public_key_text(key) for key in all_keys(settings.VAPID_KEY_FILE)]

    def rotate(self, *, forget: bool) -> str:
        """A new key; the old one goes on signing for who subscribed with it unless it is forgotten."""
        return public_key_text(rotate(settings.VAPID_KEY_FILE, forget=forget))

    def send(self, subscription: PushTarget, payload: bytes, *, ttl: int, urgency: str, topic: str) -> PushResult:
        """Encrypt, sign and POST once."""
        headers = {
            "Authorization": _vapid(subscription.endpoint, subscription.key),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl),
            "Urgency": urgency,
            "Topic": topic,
        }
        try:
            status, names, answer = post(
                subscription.endpoint, headers, _encrypted(subscription, payload), trusted=emulator_origins()
            )
        except PrivateAddressError:
            return PushResult(PushStatus.REFUSED, "Alamat layanan push mengarah ke jaringan dalam.")
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return PushResult(PushStatus.RETRY, f"Layanan push tidak menjawab ({type(error).__name__}).")
        return _result(status, names.get("retry-after", ""), answer)


def _encrypted(subscription: PushTarget, payload: bytes) -> bytes:
    """One aes128gcm record with a key pair used only for this message."""
    body: bytes = http_ece.encrypt(
        payload,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(subscription.p256dh),
        auth_secret=_bytes(subscription.auth),
        version="aes128gcm",
    )
    return body


def _vapid(endpoint: str, public_key: str = "") -> str:
    """Signed by the key the browser agreed to hear."""
    parts = urlsplit(endpoint)
    key = key_of(settings.VAPID_KEY_FILE, public_key)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _TOKEN_SECONDS,
        "sub": settings.VAPID_CONTACT,
    }
    signed: dict[str, str] = Vapid02(private_key=key).sign(claims)
    return signed["Authorization"]


def _result(status: int, retry_after: str, answer: bytes) -> PushResult:
    reason = f"HTTP {status} {_printable(answer)}".strip()
    if 200 <= status < 300:
        return PushResult(PushStatus.DELIVERED)
    if status in _GONE:
        return PushResult(PushStatus.GONE, reason)
    if status in _LATER or status >= 500:
        return PushResult(PushStatus.RETRY, reason, _seconds(retry_after))
    return PushResult(PushStatus.REFUSED, reason)


def _seconds(retry_after: str) -> int | None:
    """``Retry-After`` comes as seconds or as a date (RFC 9110, section 10.2.3)."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, int((at - datetime.now(UTC)).total_seconds()))


def _printable(answer: bytes) -> str:
    text = answer.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text)[:120].strip()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
