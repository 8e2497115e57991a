"""Access tokens of the gateway, kept in memory while they are good."""

import base64
import hashlib
import threading
import time
from dataclasses import dataclass

from tatadesa.core import json_api
from tatadesa.core.provider import Account
from tatadesa.deliveries.ports import is_inside

_USUAL_SECONDS = 1000.0
"""A client in use caches so long; the gateway's own 3600 s are not confirmed."""
_lock = threading.Lock()
_kept: dict[str, "_Token"] = {}
_MOST = 1000


@dataclass(frozen=True)
class _Token:
    text: str
    until: float


class SignInRefused(Exception):
    """The gateway gives no token; the message is for an officer. ``is_passing`` when later may go better."""

    def __init__(self, words: str, *, is_passing: bool, retry_after: int | None = None) -> None:
        super().__init__(words)
        self.is_passing = is_passing
        self.retry_after = retry_after


def token(account: Account) -> str:
    """A token that should be good. Raises ``SignInRefused``, and ``outgoing.NoAnswer``."""
    key = _key(account)
    with _lock:
        found = _kept.get(key)
    if found is not None and found.until > time.monotonic():
        return found.text
    fresh = _fetch(account)
    with _lock:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = fresh
    return fresh.text


def forget(account: Account) -> None:
    """The gateway did not take the token."""
    with _lock:
        _kept.pop(_key(account), None)


def x_headers(account: Account) -> dict[str, str]:
    """The two headers that some agreements need besides the token."""
    headers = {}
    if account["user"]:
        headers["X-POS-USER"] = account["user"]
    if account["password"]:
        headers["X-POS-PASSWORD"] = account["password"]
    return headers


def _key(account: Account) -> str:
    named = "\0".join(account[name] for name in ("url", "consumer_key", "consumer_secret", "user", "password"))
    return hashlib.sha256(named.encode()).hexdigest()


def _fetch(account: Account) -> _Token:
    pair = base64.b64encode(f"{account['consumer_key']}:{account['consumer_secret']}".encode()).decode()
    answer = json_api.ask(
        "POST",
        f"{account['url'].rstrip('/')}/token",
        headers={"Authorization": f"Basic {pair}", **x_headers(account)},
        form={"grant_type": "client_credentials"},
        seconds=account.timeout_seconds,
        refuses=is_inside,
    )
    text = json_api.said(json_api.at(answer.data, "access_token"), 4000)
    if answer.is_good and text:
        seconds = json_api.whole(json_api.at(answer.data, "expires_in"))
        good_for = min(_USUAL_SECONDS, seconds * 0.8) if seconds else _USUAL_SECONDS
        return _Token(text, time.monotonic() + good_for)
    if answer.is_passing or answer.is_good:
        raise SignInRefused(
            f"Pintu masuk POS sedang terganggu (HTTP {answer.status}).",
            is_passing=True,
            retry_after=answer.retry_after,
        )
    raise SignInRefused(
        f"POS tidak menerima consumer key dan secret (HTTP {answer.status}). Periksa lagi isiannya.", is_passing=False
    )
