"""Browsers in which somebody has signed in before: they keep their own allowance of tries.

Without this anybody who knows a NIK could keep its owner out by typing wrong PINs for ever. The browser holds a signed
mark per account; it opens nothing, names nobody, and dies when the PIN or password is changed elsewhere.
"""

import base64
import hmac
import secrets as random

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tatadesa.accounts.models import Account
from tatadesa.accounts.secrets import fingerprint

COOKIE = "__Host-peramban" if settings.IS_HTTPS else "peramban"
# Phones are shared: a family's accounts fit, the oldest mark gives way.
MAX_MARKS = 6
_KEEP_SECONDS = 180 * 24 * 3600
_BROWSER_LENGTH = 22


def own_allowance(request: HttpRequest, account: Account | None) -> str:
    """What counts the tries of this browser at ``account``; empty when it never opened that account."""
    browser, marks = _read(request)
    if account is None or not any(hmac.compare_digest(_mark(browser, account), mark) for mark in marks):
        return ""
    return fingerprint(f"browser:{browser}:{account.pk}")


def remember(request: HttpRequest, response: HttpResponseBase, account: Account) -> None:
    """Leave the mark of ``account`` in the browser that has just proved itself."""
    browser, marks = _read(request)
    browser = browser or base64.urlsafe_b64encode(random.token_bytes(16)).decode().rstrip("=")
    mark = _mark(browser, account)
    kept = [mark, *(other for other in marks if other != mark)][:MAX_MARKS]
    response.set_cookie(
        COOKIE,
        ".".join([browser, *kept]),
        max_age=_KEEP_SECONDS,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.COOKIES.get(COOKIE, "")
    browser, *marks = value.split(".")
    is_ours = len(browser) == _BROWSER_LENGTH and value.isascii()
    return (browser, marks[:MAX_MARKS]) if is_ours else ("", [])


def _mark(browser: str, account: Account) -> str:
    return fingerprint(f"known:{browser}:{account.pk}:{account.password}")
