"""Where the virus scanner is: ``TATADESA_CLAMAV``."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_PORT = 3310


class BadScannerAddress(Exception):
    """The address cannot be used; the message says in Indonesian what is wrong."""


@dataclass(frozen=True, slots=True)
class Address:
    """A socket in the file system (``path``), or ``host`` and ``port``."""

    path: str = ""
    host: str = ""
    port: int = _PORT


def parse_scanner(url: str) -> Address:
    """Read ``unix:///run/clamav/clamd.ctl`` or ``tcp://127.0.0.1:3310``; raises ``BadScannerAddress``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadScannerAddress("tidak terbaca") from error
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return Address(path=parts.path)
    if parts.scheme == "tcp" and parts.hostname and parts.path in ("", "/"):
        return Address(host=parts.hostname, port=port or _PORT)
    raise BadScannerAddress("tulis unix:///run/clamav/clamd.ctl atau tcp://127.0.0.1:3310")
