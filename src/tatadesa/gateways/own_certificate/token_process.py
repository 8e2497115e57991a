"""The child that holds a PKCS#11 module, seen from its parent: orders with a deadline, and words for what fails."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from threading import BoundedSemaphore
from types import TracebackType
from typing import IO, Any, cast

from tatadesa.core.pdf_signing import KeyProblem, WrongPassphrase

_SOURCES = Path(__file__).resolve().parents[3]
_LONGEST_ANSWER = 4 * 1024 * 1024
# Each is a Python with the signing library: some 60 MB. Most tokens do one thing at a time anyway.
_children = BoundedSemaphore(4)
_WAITS_SECONDS = 10.0
_LEAVE_SECONDS = 2.0
_AGAIN = "Cabut lalu pasang lagi tokennya di server, kemudian coba lagi."
_WORDS = {
    "no_module": "Pustaka token tidak bisa dibuka. Minta pengelola server memeriksa TATADESA_PKCS11_MODULE.",
    "gone": "Token Anda tidak terpasang di server. Pasang tokennya, lalu coba lagi.",
    "busy": "Token sedang dipakai program lain. Tunggu sebentar, lalu coba lagi.",
    "slow": f"Token tidak menjawab. {_AGAIN}",
    "ended": f"Pustaka token berhenti tiba-tiba. {_AGAIN}",
    "failed": f"Token menolak atau rusak. {_AGAIN}",
    "many": "Token sedang dipakai banyak penanda tangan. Tunggu sebentar, lalu coba lagi.",
    "locked": "PIN terkunci karena berkali-kali salah. Minta penerbit token membukanya (dengan PUK atau PIN SO).",
    "pin_expired": "PIN token ini harus dibuat atau diganti dulu dengan program bawaan token.",
    "pin_pad": "Token ini hanya menerima PIN di alatnya sendiri, jadi tidak bisa dipakai dari sini. Minta token biasa.",
    "no_certificate": "Sertifikat yang Anda pilih tidak ada lagi di token. Pilih lagi di halaman Tanda tangan saya.",
    "no_key": "Kunci untuk sertifikat ini tidak ada di token. Minta penerbit memasang keduanya.",
    "several_keys": "Ada beberapa kunci bernomor sama di token. Minta penerbit merapikannya.",
    "unusable": "Kunci di token ini tidak dapat dipakai untuk tanda tangan. Minta kunci RSA atau ECDSA.",
}
_WRONG_PIN = {
    "locked": f"PIN salah. {_WORDS['locked']}",
    "last_try": "PIN salah. Tinggal satu kali mencoba: bila salah lagi, PIN terkunci. Pastikan dulu PIN Anda.",
}
_NEAR = "PIN token salah. Hati-hati: setelah beberapa kali salah, PIN terkunci. Pastikan dulu PIN Anda."
STATES = {
    "locked": _WORDS["locked"],
    "pin_pad": _WORDS["pin_pad"],
    "pin_expired": _WORDS["pin_expired"],
    "last_try": "PIN baru saja salah dan tinggal satu kali mencoba: bila salah lagi, PIN terkunci.",
    "few_tries": "PIN terakhir yang diketik salah. Setelah beberapa kali salah, PIN terkunci.",
}
"""What a token says of its PIN, for its owner."""
# Worth trying again without changing anything; the rest of a selection is not tried on such a token.
_PASSING = frozenset({"gone", "busy", "slow", "ended", "failed", "many"})

logger = logging.getLogger(__name__)


class TokenTrouble(KeyProblem):
    """The token or its module cannot be used; the message is Indonesian, for its owner."""

    def __init__(self, kind: str) -> None:
        super().__init__(_WORDS.get(kind, _WORDS["failed"]))
        self.kind = kind
        self.is_passing = kind in _PASSING


class WrongPin(WrongPassphrase):
    """The PIN was refused; the message says how near the token is to locking itself."""

    def __init__(self, state: str) -> None:
        super().__init__(_WRONG_PIN.get(state, _NEAR))


def words_of(kind: str) -> str:
    """The sentence for a word of the child's."""
    return _WORDS.get(kind, _WORDS["failed"])


class TokenProcess:
    """One child for one request. Use it in a ``with``: leaving ends the child, and with it every session."""

    def __init__(self, module: str, *, deadline: float, seconds: float) -> None:
        """``deadline`` (monotonic) is for everything, ``seconds`` for each answer."""
        self._module = module
        self._deadline = deadline
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> TokenProcess:
        """Raises ``TokenTrouble`` where too many are at it."""
        waits = min(_WAITS_SECONDS, self._deadline - time.monotonic())
        if not _children.acquire(timeout=max(0.0, waits)):
            raise TokenTrouble("many")
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "tatadesa.gateways.own_certificate.token_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # A module may complain about anything there, the PIN not excepted.
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
            )
        except BaseException:
            _children.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = cast("subprocess.Popen[bytes]", self._process)
        try:
            # Its end of input lets it log out; one that hangs is killed, and one that not even that ends is left.
            cast("IO[bytes]", process.stdin).close()
            try:
                process.wait(_LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_LEAVE_SECONDS)
            cast("IO[bytes]", process.stdout).close()
        finally:
            _children.release()

    @property
    def pid(self) -> int:
        """Of the child."""
        return cast("subprocess.Popen[bytes]", self._process).pid

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """The answer to ``order``; raises ``TokenTrouble`` and ``WrongPin``."""
        process = cast("subprocess.Popen[bytes]", self._process)
        until = min(self._deadline, time.monotonic() + self._seconds)
        line = json.dumps({**order, "module": self._module}).encode() + b"\n"
        try:
            # Shorter than what a pipe takes at once, and the child is reading: this waits for nobody.
            cast("IO[bytes]", process.stdin).write(line)
            answer = json.loads(_line(cast("IO[bytes]", process.stdout).fileno(), until))
        except TimeoutError as error:
            process.kill()
            logger.warning("a token did not answer in time")
            raise TokenTrouble("slow") from error
        except (OSError, ValueError) as error:
            logger.warning("the child that holds a token ended: %s", type(error).__name__)
            raise TokenTrouble("ended") from error
        return _checked(answer)


def _checked(answer: dict[str, Any]) -> dict[str, Any]:
    kind = answer.get("trouble")
    if kind is None:
        return answer
    if kind == "wrong_pin":
        raise WrongPin(str(answer.get("detail", "")))
    logger.warning("a token failed: %s %s", kind, answer.get("detail", ""))
    raise TokenTrouble(str(kind))


def _line(source: int, until: float) -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        if not select.select([source], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(source, 65536)
        if not part or len(found) > _LONGEST_ANSWER:
            raise ValueError("no whole answer")
        found += part
    return found


def _environment() -> dict[str, str]:
    """Ours without what is ours: modules have settings of their own there, and no need of our secrets."""
    ours = ("TATADESA_", "DJANGO_", "DATABASE_URL", "PYTHON", "PG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": str(_SOURCES), "PYTHONDONTWRITEBYTECODE": "1"}


def encoded(content: bytes) -> str:
    """Bytes as they travel."""
    return base64.b64encode(content).decode()
