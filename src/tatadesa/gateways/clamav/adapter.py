"""ClamAV's daemon by its own protocol (clamd(8), command INSTREAM). See docs/adapters/clamav.md."""

import logging
import socket
import struct
from collections.abc import Iterator

from django.conf import settings

from tatadesa.core.scanner_address import Address, BadScannerAddress, parse_scanner
from tatadesa.files.ports import Verdict

logger = logging.getLogger(__name__)
_CONNECT_SECONDS = 3.0
# For each piece and for the answer: a scan of 8 MB takes about a second.
_TIMEOUT_SECONDS = 20.0
_PIECE = 64 * 1024
_MAX_ANSWER = 4096


class ClamAvScanner:
    """The port ``Scanner`` for ``TATADESA_CLAMAV``."""

    def is_ready(self) -> bool:
        """An address is set."""
        return bool(settings.CLAMAV)

    def scan(self, content: bytes) -> Verdict:
        """One conversation with the daemon."""
        try:
            answer = _ask(parse_scanner(settings.CLAMAV), content)
        except (BadScannerAddress, OSError) as error:
            logger.warning("virus scanner unavailable: %s", type(error).__name__)
            return Verdict.UNAVAILABLE
        return _verdict(answer)


def _verdict(answer: bytes) -> Verdict:
    words = answer.rstrip(b"\x00\r\n ")
    if words == b"stream: OK":
        return Verdict.CLEAN
    if words.startswith(b"stream: ") and words.endswith(b" FOUND"):
        logger.warning("virus found: %s", words[8:-6].decode("ascii", "replace")[:80])
        return Verdict.INFECTED
    logger.warning("virus scanner gave no verdict: %s", words[:80].decode("ascii", "replace"))
    return Verdict.UNAVAILABLE


def _ask(address: Address, content: bytes) -> bytes:
    with _connected(address) as connection:
        connection.settimeout(_TIMEOUT_SECONDS)
        connection.sendall(b"zINSTREAM\x00")
        for piece in _pieces(content):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\x00" not in answer and len(answer) < _MAX_ANSWER:
            received = connection.recv(_MAX_ANSWER)
            if not received:
                break
            answer += received
        return answer


def _connected(address: Address) -> socket.socket:
    if address.path:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_CONNECT_SECONDS)
        try:
            connection.connect(address.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((address.host, address.port), timeout=_CONNECT_SECONDS)


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]
