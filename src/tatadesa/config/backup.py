"""One encrypted file that holds a whole installation: tables, files, keys.

The backup is a plain tar of two members, both in the age format (https://age-encryption.org/v1), so it can be opened
without TataDesa as well: ``key.age`` is a key made for this backup, under the passphrase; ``data.tar.age`` is the data
under that key, written as a stream. The database is dumped first, in one snapshot; a file is stored before the row that
names it and never changes, so the files copied afterwards hold all that the snapshot names.
"""

import contextlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pyrage

from tatadesa.config.processes import embedded_postgres

_DUMP = "database.dump"
_FOLDERS = ("files", "keys")
_SECRET = "secret.key"  # noqa: S105 - the name of a file
_FILTER: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
# Photos of KTPs: a backup is kept for longer than they may be.
_LEFT_OUT = "files/ktp"


class BackupError(Exception):
    """The backup or restore was not done; the message is one clear line."""


def backup(target: Path, passphrase: str, data_dir: Path, database_url: str) -> None:
    """Write ``target``; it appears under its name only when whole. Raises ``BackupError``."""
    key = pyrage.x25519.Identity.generate()
    with _scratch(target.parent) as folder:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={folder / _DUMP}", f"--dbname={database_url}")
        with tarfile.open(folder / "data.tar", "w") as data:
            data.add(folder / _DUMP, _DUMP)
            for name in (*_FOLDERS, _SECRET):
                if (data_dir / name).exists():
                    data.add(data_dir / name, name, filter=_kept)
        with (folder / "data.tar").open("rb") as plain, (folder / "data.tar.age").open("wb") as sealed:
            pyrage.encrypt_io(plain, sealed, [key.to_public()])
        (folder / "key.age").write_bytes(pyrage.passphrase.encrypt(str(key).encode(), passphrase))
        whole = folder / "whole"
        with tarfile.open(whole, "w") as archive:
            for name in ("key.age", "data.tar.age"):
                archive.add(folder / name, name)
        whole.chmod(0o600)
        _flush(whole)
        whole.replace(target)


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """``member`` unless it is left out; None leaves out all below a folder, too."""
    return None if member.name == _LEFT_OUT else member


def restore(source: Path, passphrase: str, data_dir: Path, database_url: str) -> None:
    """Bring ``source`` back into an empty database and a data folder without files. Raises ``BackupError``."""
    _require_empty(data_dir, database_url)
    with _scratch(data_dir) as folder:
        _open(source, passphrase, folder)
        _load(folder / "data" / _DUMP, database_url)
        for name in (*_FOLDERS, _SECRET):
            if (folder / "data" / name).exists():
                shutil.rmtree(data_dir / name, ignore_errors=True)
                (folder / "data" / name).replace(data_dir / name)


def _open(source: Path, passphrase: str, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            _unpack(archive, folder)
        secret = pyrage.passphrase.decrypt((folder / "key.age").read_bytes(), passphrase)
        key = pyrage.x25519.Identity.from_str(secret.decode())
        with (folder / "data.tar.age").open("rb") as sealed, (folder / "data.tar").open("wb") as plain:
            pyrage.decrypt_io(sealed, plain, [key])
        with tarfile.open(folder / "data.tar") as data:
            _unpack(data, folder / "data")
    except pyrage.DecryptError as error:
        raise BackupError("kata sandi cadangan salah, atau berkasnya rusak") from error
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BackupError(f"{source} bukan cadangan TataDesa yang utuh") from error


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Only plain files and folders, and only below ``folder``.

    That is what the filter "data" is for, which Python before 3.11.4 (Debian 12 has 3.11.2) does not know.
    """
    for member in archive.getmembers():
        is_below = (folder / member.name).resolve().is_relative_to(folder.resolve())
        if not is_below or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(f"unexpected member {member.name}")
        archive.extract(member, folder, **_FILTER)


def _load(dump: Path, database_url: str) -> None:
    """All tables in one transaction, or none."""
    raw, script = dump.with_suffix(".raw"), dump.with_suffix(".sql")
    _run("pg_restore", "--no-owner", f"--file={raw}", str(dump))
    with raw.open("rb") as lines, script.open("wb") as kept:
        waiting = True
        for line in lines:
            # Our tools are of the newest version; servers before 17 do not know this setting.
            if waiting and line.startswith(b"SET transaction_timeout"):
                waiting = False
            else:
                kept.write(line)
    arguments = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")
    _run("psql", *arguments, f"--dbname={database_url}")


def _require_empty(data_dir: Path, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if tables is None or tables[0]:
        raise BackupError("basis data tujuan sudah berisi; pulihkan ke basis data dan folder data yang kosong")
    if any((data_dir / "files").glob("*")) or (data_dir / _SECRET).exists():
        raise BackupError(f"folder data {data_dir} sudah berisi; pulihkan ke folder yang kosong")


@contextlib.contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder only we may read, on the disk where the result will lie."""
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".cadangan-", dir=beside) as name:
        yield Path(name)


def _run(program: str, *arguments: str) -> None:
    command = [str(embedded_postgres.binaries() / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BackupError(f"{program}: {done.stderr.strip() or 'gagal'}")


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
