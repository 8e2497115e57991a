"""``tatadesa demo``: everything on one machine. Keeps itself small: Django is loaded by children only."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

from tatadesa.config import secrets_file
from tatadesa.config.processes import accounts_table, embedded_postgres, leash, servers
from tatadesa.config.processes.children import Child, command_of
from tatadesa.config.processes.emulators import EmulatorPorts

_READY_SECONDS = 60.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.5
_DATABASE_LOOK_SECONDS = 5.0
# All that we ever put in a data folder; --reset deletes these and nothing else.
_OURS = ("postgres", "files", "ktp", "static", "logs", "keys", "emulators", "secret.key", "demo.json", "prepared.json")


class DemoError(Exception):
    """The demo cannot start; the message is one clear line."""


class _StopRequested(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


@dataclass(frozen=True)
class _Ports:
    web: int
    live: int
    emulators: EmulatorPorts

    def hold(self, host: str) -> contextlib.ExitStack:
        """Keep them from everybody while the demo is prepared; closing lets go."""
        stack = contextlib.ExitStack()
        for where, port in (
            (host, self.web),
            (host, self.live),
            *(("127.0.0.1", each) for each in self.emulators.all()),
        ):
            stack.enter_context(servers.hold(where, port))
        return stack


def run(*, host: str, port: int, data_dir: Path, reset: bool) -> int:
    """Serve until told to stop; 0 after a clean stop. Raises DemoError, EmbeddedPostgresError, PortInUseError."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _only_one(data_dir) as note:
        _listen_to_signals()
        children: list[Child] = []
        is_embedded = "DATABASE_URL" not in os.environ
        try:
            if reset:
                _forget(data_dir, is_embedded=is_embedded)
            ports = _choose_ports(host, port)
            held = ports.hold(host)
            base_url = os.environ.get("TATADESA_BASE_URL") or f"http://{_public_name(host)}:{ports.web}"
            _write_note(note, f"{base_url} (proses {os.getpid()})")
            environment = _environment(data_dir, ports, base_url)
            if is_embedded:
                _say("menyalakan PostgreSQL")
                environment["DATABASE_URL"] = embedded_postgres.ensure_running(data_dir)
            with held:
                _prepare(environment)
            children += _children(host, ports, data_dir, environment)
            _say("menyalakan web, siaran langsung, pekerja dan tiruan layanan luar")
            for child in children:
                child.start()
            _wait_ready(children, host, ports)
            _write_addresses(data_dir, base_url, ports)
            print(accounts_table.words(base_url, data_dir / "demo.json"), flush=True)
            _watch(children, data_dir, is_embedded=is_embedded)
        except _StopRequested:
            _say("berhenti ...")
            return 0
        finally:
            _ignore_signals()
            for child in children:
                child.ask_to_stop()
            deadline = time.monotonic() + _STOP_SECONDS
            for child in children:
                child.wait_stopped(deadline)
            # Last: the others still finish their transactions.
            embedded_postgres.stop(data_dir)


@contextlib.contextmanager
def _only_one(data_dir: Path) -> Iterator[TextIO]:
    """One demo per data folder. The kernel lets go of the lock when the holder dies, however it dies."""
    with (data_dir / "demo.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise DemoError(f"demo dengan data {data_dir} sudah berjalan: {file.read().strip()}") from None
        yield file


def _write_note(file: TextIO, words: str) -> None:
    file.truncate(0)
    file.write(words)
    file.flush()


def _listen_to_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise _StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # `make demo` names itself here, so that killing make is enough.
    parent = os.environ.get("TATADESA_PARENT", "")
    if parent.isdecimal() and int(parent) == os.getppid():
        leash.die_with_parent(int(parent))


def _ignore_signals() -> None:
    """While stopping, a second Ctrl-C must not leave half of it standing."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _forget(data_dir: Path, *, is_embedded: bool) -> None:
    if not is_embedded:
        raise DemoError("--reset hanya untuk PostgreSQL bawaan; kosongkan sendiri basis data di DATABASE_URL")
    if embedded_postgres.is_running(data_dir):
        raise DemoError(f"data {data_dir} sedang dipakai perintah tatadesa lain; hentikan dulu")
    _say(f"menghapus data demo di {data_dir}")
    for name in _OURS:
        path = data_dir / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _choose_ports(host: str, port: int) -> _Ports:
    web = servers.next_free(host, port, set())
    if web != port:
        _say(f"port {port} sedang dipakai; memakai port {web}")
    taken = [web]
    for where, what in (
        (host, "siaran langsung"),
        ("127.0.0.1", "tiruan layanan push"),
        ("127.0.0.1", "tiruan WhatsApp"),
        ("127.0.0.1", "tiruan e-mail"),
        ("127.0.0.1", "tiruan Dukcapil"),
        ("127.0.0.1", "tiruan server surat"),
        ("127.0.0.1", "tiruan BSrE"),
        ("127.0.0.1", "tiruan POS"),
        ("127.0.0.1", "tiruan RajaOngkir"),
        ("127.0.0.1", "tiruan Biteship"),
        ("127.0.0.1", "tiruan OpenDK"),
        ("127.0.0.1", "tiruan Fonnte"),
        ("127.0.0.1", "tiruan Wablas"),
        ("127.0.0.1", "tiruan Telegram"),
        ("127.0.0.1", "tiruan SMS Zenziva"),
    ):
        wanted = taken[-1] + 1
        taken.append(servers.next_free(where, wanted, set(taken)))
        if taken[-1] != wanted:
            _say(f"port {wanted} sedang dipakai; {what} memakai port {taken[-1]}")
    return _Ports(web, taken[1], EmulatorPorts(*taken[2:]))


def _public_name(host: str) -> str:
    """The name other devices reach us by; QR codes on letters need it."""
    if host in ("127.0.0.1", "localhost", "::1"):
        return "localhost"
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only chooses the address we would send from.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "localhost"
        address: str = probe.getsockname()[0]
        return address


def _environment(data_dir: Path, ports: _Ports, base_url: str) -> dict[str, str]:
    secrets_file.read_or_create(data_dir / "secret.key")
    return {
        # Fewer memory arenas: threads share what one of them has freed.
        "MALLOC_ARENA_MAX": "2",
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings"),
        "TATADESA_DATA": str(data_dir),
        "TATADESA_MODE": "demo",
        "TATADESA_PORT": str(ports.web),
        "TATADESA_LIVE_PORT": str(ports.live),
        "TATADESA_BASE_URL": base_url,
        **ports.emulators.environment(),
    }


def _prepare(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        command_of("prepare-demo"), env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        if process.wait() != 0:
            raise DemoError("persiapan gagal; lihat pesan di atas")
    except _StopRequested:
        process.terminate()
        process.wait()
        raise


def _children(host: str, ports: _Ports, data_dir: Path, environment: dict[str, str]) -> list[Child]:
    commands = {
        "web": ["web", "--host", host, "--port", str(ports.web)],
        "live": ["live", "--host", host, "--port", str(ports.live)],
        "worker": ["worker"],
        "reader": ["reader"],
        "emulators": ["emulator", "all", *ports.emulators.arguments()],
    }
    return [Child(name, command, data_dir / "logs" / f"{name}.log", environment) for name, command in commands.items()]


def _wait_ready(children: list[Child], host: str, ports: _Ports) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    here = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    named = {child.name: child for child in children}
    for at, port, name in (
        (here, ports.web, "web"),
        (here, ports.live, "live"),
        ("127.0.0.1", ports.emulators.dukcapil, "emulators"),
    ):
        child = named[name]
        while not _answers(at, port):
            if not child.is_running():
                raise DemoError(f"{child.name} tidak bisa mulai: {child.last_words()} (lihat {child.log})")
            if time.monotonic() > deadline:
                raise DemoError(f"{child.name} belum siap setelah {_READY_SECONDS:.0f} detik (lihat {child.log})")
            time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    """Whether ``/healthz`` is 200. By hand: an HTTP library would double the memory of this process."""
    request = f"GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=5) as connection:
            connection.sendall(request.encode())
            return connection.recv(12) == b"HTTP/1.1 200"
    except OSError:
        return False


def _write_addresses(data_dir: Path, base_url: str, ports: _Ports) -> None:
    """Add to demo.json where things are; outside scripts read it."""
    path = data_dir / "demo.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    known["urls"] = {
        "portal": f"{base_url}/",
        "desk": f"{base_url}/desk/",
        "emulators": ports.emulators.pages(),
    }
    fresh = path.with_suffix(".tmp")
    fresh.write_text(json.dumps(known, ensure_ascii=False, indent=2))
    fresh.replace(path)


def _watch(children: list[Child], data_dir: Path, *, is_embedded: bool) -> NoReturn:
    look_at_database = 0.0
    while True:
        time.sleep(_LOOK_SECONDS)
        for child in children:
            words = child.watch()
            if words:
                _say(words)
        if is_embedded and time.monotonic() >= look_at_database:
            look_at_database = time.monotonic() + _DATABASE_LOOK_SECONDS
            if not embedded_postgres.is_running(data_dir):
                _say("PostgreSQL berhenti sendiri; dinyalakan lagi")
                embedded_postgres.ensure_running(data_dir)


def _say(words: str) -> None:
    print(f"tatadesa: {words}", file=sys.stdout, flush=True)
