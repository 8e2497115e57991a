"""Makes .venv from the lock files: ``python bootstrap.py runtime|dev``. Standard library only; a second run is instant.

Every package is checked against the hashes in requirements/*.txt. Builds use the locked setuptools instead of
fetching one themselves (``--no-build-isolation``), so nothing unpinned is ever run.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"runtime": ("build", "runtime"), "dev": ("build", "runtime", "dev")}


def stamp_of(kind: str) -> str:
    """What the environment was made from; it moves with the folder, as a venv does not survive being moved."""
    digest = hashlib.sha256(f"{sys.version}\n{VENV}\n".encode())
    for name in LOCKS[kind]:
        digest.update((ROOT / "requirements" / f"{name}.txt").read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def is_ready(kind: str) -> bool:
    """Whether .venv holds what the locks say. A dev environment is also a runtime environment."""
    stamp = VENV / f"stamp-{kind}"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == stamp_of(kind)


def is_usable() -> bool:
    """Whether .venv can be updated in place: made by this very Python, in this very folder, with a pip that runs."""
    ask = [str(PYTHON), "-c", "import sys, pip; print(sys.version, sys.prefix, sep='\\n')"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout == f"{sys.version}\n{VENV}\n"


def pip(*arguments: str) -> None:
    """Run the venv's pip, its progress shown, no question asked."""
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-build-isolation"]
    # As variables, because newer pips do not know the third as an option; it keeps old ones from legacy builds.
    settings = {"PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_WARN_SCRIPT_LOCATION": "1", "PIP_USE_PEP517": "1"}
    subprocess.run([*command, *arguments], check=True, env={**os.environ, **settings}, cwd=ROOT)


def make(kind: str) -> None:
    """Create or update .venv."""
    names = LOCKS[kind]
    for name in LOCKS:
        (VENV / f"stamp-{name}").unlink(missing_ok=True)
    print(f"[1/3] Menyiapkan lingkungan Python {sys.version.split()[0]} di .venv", flush=True)
    if not is_usable():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    print("[2/3] Memasang paket yang terkunci (beberapa menit saat pertama kali)", flush=True)
    pip("--quiet", "--require-hashes", "-r", f"requirements/{names[0]}.txt")
    # The lock is complete. Without --no-deps an older pip asks for "coverage[toml]" anew and refuses what is newer.
    pip("--require-hashes", "--no-deps", "-r", f"requirements/{names[-1]}.txt")
    print("[3/3] Memasang TataDesa", flush=True)
    pip("--quiet", "--no-deps", "-e", ".")
    for name, parts in LOCKS.items():
        if set(parts) <= set(names):
            (VENV / f"stamp-{name}").write_text(stamp_of(name))


def main() -> int:
    """Exit status 0 when .venv is ready."""
    kind = sys.argv[1]
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        print(
            f"tatadesa: Python {version} tidak punya modul venv; pasang dengan: apt install python{version}-venv",
            file=sys.stderr,
        )
        return 1
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready(kind):
            return 0
        try:
            make(kind)
        except subprocess.CalledProcessError as error:
            print(
                f"tatadesa: pemasangan gagal ({' '.join(map(str, error.cmd[:6]))} ...); lihat pesan di atas.",
                file=sys.stderr,
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
