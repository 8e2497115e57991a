"""The address a request came from, for rate limits."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer's address; X-Forwarded-For is believed only from a trusted proxy, and only its last entry."""
    peer = request.META.get("REMOTE_ADDR", "") or "unknown"
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and peer in settings.TRUSTED_PROXIES:
        return str(forwarded).rsplit(",", 1)[-1].strip()
    return str(peer)
