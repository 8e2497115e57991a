"""The VAPID key (RFC 8292): it tells push services that a message comes from whom the browser agreed to hear.

Losing it ends every subscription, so it lies in the data folder and belongs into backups; several hosts
share it.
"""

import base64
import functools
import os
import time
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def private_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key in ``path``, made with mode 0600 when missing. Safe when several processes start at once."""
    if not path.exists():
        _create(path)
    # A process that runs on notices that the key was changed.
    return _load(path, path.stat().st_mtime_ns)


def all_keys(path: Path) -> list[ec.EllipticCurvePrivateKey]:
    """The present key and then the old ones, newest first."""
    old = sorted(path.parent.glob(f"{path.stem}-lama-*.pem"), reverse=True)
    return [private_key(path), *(private_key(each) for each in old)]


def key_of(path: Path, public: str) -> ec.EllipticCurvePrivateKey:
    """The key whose public half is ``public``; the present one where it is not known any more."""
    keys = all_keys(path)
    return next((key for key in keys if public_key_text(key) == public), keys[-1] if not public else keys[0])


def rotate(path: Path, *, forget: bool) -> ec.EllipticCurvePrivateKey:
    """Put a new key in the place of the one in ``path``, which is kept beside it; with ``forget`` old ones go."""
    private_key(path)
    kept = path.with_name(f"{path.stem}-lama-{time.time_ns()}.pem")
    kept.hardlink_to(path)
    fresh = _write(path)
    fresh.replace(path)
    if forget:
        for each in path.parent.glob(f"{path.stem}-lama-*.pem"):
            each.unlink()
    return private_key(path)


@functools.lru_cache(maxsize=16)
def _load(path: Path, changed: int) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{path} holds no P-256 key")  # noqa: TRY004 - the file is wrong, not the caller's type
    return key


def public_key_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half as browsers take it: the uncompressed point, base64url without padding."""
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _write(path: Path) -> Path:
    """A new key in a file beside ``path``."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    return fresh


def _create(path: Path) -> None:
    fresh = _write(path)
    try:
        # A link fails where a rename would replace the key another process has just made.
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
