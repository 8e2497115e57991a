"""The address at which a browser opens its live stream."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest

from tatadesa.core import stream_token

TOKEN_SECONDS = 60


def stream_url(request: HttpRequest, topics: list[str]) -> str:
    """An address with a short-lived signed token for ``topics``; the caller has checked that they are the asker's."""
    token = quote(stream_token.make(topics, settings.STREAM_SECRET, TOKEN_SECONDS))
    if not settings.LIVE_PORT:
        return f"/langsung/?token={token}"
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}/langsung/?token={token}"
