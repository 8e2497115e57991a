"""A virus scanner and its page, for trying out and the tests: ``tatadesa emulator clamav --port N``.

The daemon's protocol on one port (zPING, zVERSION, zINSTREAM); on another, over HTTP:

    POST /control/misbehave/all              {"kind": "infected|error|limit|slow|drip|garbage|empty|cut", and as needed
                                             "times", "seconds"}
    POST /control/behave                     forget all faults
    GET  /scans                              how many files were seen, as JSON
    GET  /                                   the same for people

The EICAR test file is found as every scanner finds it; it is no virus.
"""

import socketserver
import struct
import threading
import time

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY, Mood, Moods
from tatadesa.gateways.emulation.page import buttons, page

# Written in two parts, so that no scanner takes this file for a virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOODS = frozenset({"infected", "error", "limit", "slow", "drip", "garbage", "empty", "cut"})
_MAX_STREAM = 25 * 1024 * 1024
_FAULTS = (
    ("Berkas berikut bervirus", {"kind": "infected"}),
    ("Pemindai rusak, sekali", {"kind": "error"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus", {"kind": "cut"}),
)


class ScanServer(socketserver.ThreadingTCPServer):
    """One thread per conversation."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), _Conversation)
        self.moods = Moods()
        self.seen = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: ScanServer

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\x00") and len(command) < 100:
            letter = self.rfile.read(1)
            if not letter:
                return
            command += letter
        match command:
            case b"zPING\x00":
                self.wfile.write(b"PONG\x00")
            case b"zVERSION\x00":
                self.wfile.write(b"ClamAV 1.4.3/emulator\x00")
            case b"zINSTREAM\x00":
                self._scan()
            case _:
                self.wfile.write(b"UNKNOWN COMMAND\x00")

    def _scan(self) -> None:
        mood = self.server.moods.take(EVERYBODY)
        content = self._stream()
        if content is None:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\x00")
            return
        self.server.seen += 1
        found = b"Eicar-Test-Signature" if EICAR in content else b""
        self._answer(mood, b"stream: " + found + b" FOUND\x00" if found else b"stream: OK\x00")

    def _answer(self, mood: Mood | None, words: bytes) -> None:
        match mood.kind if mood else "":
            case "infected":
                words = b"stream: Emulated.Virus FOUND\x00"
            case "error":
                words = b"stream: Can't allocate memory ERROR\x00"
            case "limit":
                words = b"INSTREAM size limit exceeded. ERROR\x00"
            case "garbage":
                words = b"\xff\xfe\x01 stream?\x00"
            case "empty" | "cut":
                return
            case "slow":
                time.sleep(min(mood.seconds, 60) if mood else 0)
            case "drip":
                for letter in words:
                    self.wfile.write(bytes([letter]))
                    time.sleep(0.05)
                return
        self.wfile.write(words)

    def _stream(self) -> bytes | None:
        content = b""
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return content
            length: int = struct.unpack("!L", head)[0]
            if length == 0:
                return content
            if len(content) + length > _MAX_STREAM:
                return None
            content += self.rfile.read(length)


class EmulatorServer(http.EmulatorServer):
    """The page; the scanner runs beside it."""

    def __init__(self, host: str, port: int, scanner: ScanServer) -> None:
        super().__init__(host, port, _Handler)
        self.scanner = scanner
        self.moods = scanner.moods

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Both, until the page is shut down."""
        threading.Thread(target=self.scanner.serve_forever, daemon=True).start()
        super().serve_forever(poll_interval)
        self.scanner.shutdown()

    def server_close(self) -> None:
        """Let go of both ports."""
        super().server_close()
        self.scanner.server_close()


def make_server(port: int, scanner_port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """The page on ``port``, the scanner on ``scanner_port``; bound, not serving yet. 0 takes a free one."""
    scanner = ScanServer(host, scanner_port)
    try:
        return EmulatorServer(host, port, scanner)
    except OSError:
        scanner.server_close()
        raise


def serve(port: int, scanner_port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when a port is taken."""
    http.serve(make_server(port, scanner_port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaScannerEmulator"
    known_moods = MOODS
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            words = f"<p>{self.server.scanner.seen} berkas dipindai.</p>"
            faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
            self.send(200, page("Emulator pemindai virus", words + faults), "text/html; charset=utf-8")
        elif self.path == "/scans":
            self.json(200, {"seen": self.server.scanner.seen})
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if self.path == f"/control/misbehave/{EVERYBODY}":
            self.set_mood(EVERYBODY, body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        else:
            self.nothing()
