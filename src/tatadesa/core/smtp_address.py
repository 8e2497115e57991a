"""Where the mail server is: ``TATADESA_SMTP_URL``."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

_PORTS = {"tls": 465, "starttls": 587, "none": 25}


class BadServerAddress(Exception):
    """The address cannot be used; the message says in Indonesian what is wrong."""


@dataclass(frozen=True)
class Server:
    """``security`` is ``tls`` (from the first byte), ``starttls`` (or not at all) or ``none``."""

    host: str
    port: int
    security: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def parse_server(url: str) -> Server:
    """Read ``smtps://user:password@host:465``, ``smtp://user:password@host:587`` (STARTTLS) or ``smtp://host?tls=no``.

    Raises ``BadServerAddress``.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadServerAddress("tidak terbaca") from error
    if parts.scheme not in ("smtp", "smtps"):
        raise BadServerAddress("harus dimulai dengan smtp:// atau smtps://")
    if not parts.hostname:
        raise BadServerAddress("tidak menyebut nama server")
    is_plain = dict(parse_qsl(parts.query)).get("tls") == "no"
    if parts.scheme == "smtps" and is_plain:
        raise BadServerAddress("meminta TLS dan menolaknya sekaligus")
    security = "tls" if parts.scheme == "smtps" else ("none" if is_plain else "starttls")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port or _PORTS[security], security, user, password)
