"""A push service and the browsers behind it, in memory: what the emulator serves over HTTP."""

import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from tatadesa.gateways.webpush import receiving
from tatadesa.gateways.webpush.receiving import BadAuthorization, BrowserKeys, Unreadable

MAX_BODY = 4096  # RFC 8030 section 7.2: what a push service must take at least, and ours takes at most
_MAX_SUBSCRIPTIONS = 1000
_MAX_MESSAGES = 100
_URGENCIES = frozenset({"very-low", "low", "normal", "high"})
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True)
class Answer:
    """What the push service says: a status, headers, and words for whoever debugs the sender."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    words: str = ""


@dataclass
class Browser:
    """A subscription: keys, what arrived, and whether its owner has withdrawn it."""

    keys: BrowserKeys
    sender_key: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    is_gone: bool = False


class EmulatedService:
    """Thread-safe: each request has a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._browsers: dict[str, Browser] = {}

    def subscribe(self, origin: str, sender_key: str = "") -> dict[str, Any]:
        """What a browser's ``PushSubscription.toJSON()`` would give.

        ``sender_key`` is the applicationServerKey it subscribes with; empty binds it to nobody.
        """
        keys = BrowserKeys(ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16))
        identity = secrets.token_urlsafe(16)
        with self._lock:
            if len(self._browsers) >= _MAX_SUBSCRIPTIONS:
                del self._browsers[next(iter(self._browsers))]
            self._browsers[identity] = Browser(keys, sender_key)
        return {
            "endpoint": f"{origin}/push/{identity}",
            "expirationTime": None,
            "keys": {"p256dh": receiving.encode(keys.p256dh), "auth": receiving.encode(keys.auth)},
        }

    def withdraw(self, identity: str) -> bool:
        """The browser's owner has switched notices off; False when there is no such subscription."""
        with self._lock:
            browser = self._browsers.get(identity)
            if browser is not None:
                browser.is_gone = True
            return browser is not None

    def messages(self, identity: str) -> list[dict[str, Any]] | None:
        """What arrived, oldest first; None when there is no such subscription."""
        with self._lock:
            browser = self._browsers.get(identity)
            return None if browser is None else list(browser.messages)

    def overview(self) -> list[dict[str, Any]]:
        """Every subscription with its messages, for the control page."""
        with self._lock:
            return [
                {"id": identity, "is_gone": browser.is_gone, "messages": list(browser.messages)}
                for identity, browser in self._browsers.items()
            ]

    def receive(self, identity: str, headers: Mapping[str, str], body: bytes, origin: str) -> Answer:
        """A message for ``identity``, by RFC 8030 and RFC 8292. Header names are in lower case."""
        with self._lock:
            browser = self._browsers.get(identity)
        if browser is None:
            return Answer(404, words="no such subscription")
        if browser.is_gone:
            return Answer(410, words="unsubscribed")
        fault = _fault(headers, body)
        if fault is not None:
            return fault
        try:
            claims = receiving.check_vapid(headers.get("authorization", ""), origin, browser.sender_key)
        except BadAuthorization as error:
            return Answer(403, words=str(error))
        message = {
            "id": secrets.token_urlsafe(12),
            "received_at": time.time(),
            "ttl": int(headers["ttl"]),
            "urgency": headers.get("urgency", "normal"),
            "topic": headers.get("topic", ""),
            "vapid": claims,
            "bytes": len(body),
            **_opened(browser.keys, body),
        }
        with self._lock:
            browser.messages.append(message)
            del browser.messages[:-_MAX_MESSAGES]
        return Answer(201, {"Location": f"{origin}/message/{message['id']}", "TTL": headers["ttl"]})


def _fault(headers: Mapping[str, str], body: bytes) -> Answer | None:
    """What is wrong with the request itself, in the order push services check it."""
    rules = (
        ("authorization" in headers, Answer(401, {"WWW-Authenticate": "vapid"}, "VAPID is required")),
        (
            re.fullmatch(r"[0-9]{1,9}", headers.get("ttl", "")),
            Answer(400, words="TTL is required, in seconds"),
        ),
        (
            not body or headers.get("content-encoding") == "aes128gcm",
            Answer(400, words="Content-Encoding must be aes128gcm"),
        ),
        (len(body) <= MAX_BODY, Answer(413, words=f"at most {MAX_BODY} bytes")),
        (headers.get("urgency", "normal") in _URGENCIES, Answer(400, words="unknown Urgency")),
        (
            _TOPIC.fullmatch(headers.get("topic", "-")),
            Answer(400, words="Topic is 1 to 32 characters of base64url"),
        ),
    )
    return next((answer for holds, answer in rules if not holds), None)


def _opened(keys: BrowserKeys, body: bytes) -> dict[str, str]:
    """As in life the service takes what it cannot read; only the browser finds out."""
    if not body:
        return {"payload": ""}
    try:
        return {"payload": receiving.decrypt(keys, body).decode("utf-8", "replace")}
    except Unreadable as error:
        return {"payload": "", "error": f"undecryptable: {error}"}
