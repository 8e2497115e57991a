"""Tokens for tests: real ones of SoftHSM's, in a folder of the test. The children that load it inherit its setting."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from tatadesa.letters.ports import TokenKey

PIN = "Pin-Hadi-4829"
SO_PIN = "87654321"
_PLACES = ("usr/lib/*/softhsm/libsofthsm2.so", "usr/lib*/*/libsofthsm2.so", "usr/local/lib/softhsm/libsofthsm2.so")
_TOOL = shutil.which("softhsm2-util") or "softhsm2-util"


def module_path() -> str:
    """SoftHSM's module: what ``scripts/softhsm.sh`` found, or where systems keep it."""
    named = os.environ.get("TATADESA_SOFTHSM", "")
    return named or str(next(path for pattern in _PLACES for path in Path("/").glob(pattern)))


@dataclass(frozen=True)
class Token:
    """One token in its folder."""

    folder: Path
    label: str
    serial: str

    def put(self, pair: tuple[Any, Any] = (None, None), key_id: str = "01", **more: bool) -> TokenKey:
        """Write a key and its certificate (or one of them) under ``key_id``; see ``token_writer`` for ``more``."""
        key, certificate = pair
        order: dict[str, Any] = {"label": self.label, "pin": PIN, "key_id": key_id, "module": module_path(), **more}
        content = certificate.public_bytes(Encoding.DER) if certificate is not None else b""
        order["certificate"] = base64.b64encode(content).decode()
        plain = (Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        order["key"] = base64.b64encode(key.private_bytes(*plain) if key is not None else b"").decode()
        command = [sys.executable, "-m", "tests.token_writer"]
        subprocess.run(command, input=json.dumps(order).encode(), check=True, cwd=Path(__file__).parents[1])
        return TokenKey(self.label, self.serial, key_id, content)

    def pull_out(self) -> None:
        """As if somebody took it away: the module looks into an empty folder."""
        (self.folder / "tokens").rename(self.folder / "pulled")
        (self.folder / "tokens").mkdir()

    def plug_in(self) -> None:
        """Put it back."""
        (self.folder / "tokens").rmdir()
        (self.folder / "pulled").rename(self.folder / "tokens")


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Token:
    """An empty token, plugged into a server that has the module."""
    settings.PKCS11_MODULE = module_path()
    return make_token(tmp_path, monkeypatch)


def make_token(folder: Path, environment: pytest.MonkeyPatch, label: str = "Token Hadi") -> Token:
    """A fresh token that opens with ``PIN``; for the rest of the test it is what the machine has plugged in."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    environment.setenv("SOFTHSM2_CONF", str(settings))
    return more_token(folder, label)


def more_token(folder: Path, label: str) -> Token:
    """Another one beside it."""
    command = [_TOOL, "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN]
    subprocess.run(command, check=True, capture_output=True)
    shown = subprocess.run([_TOOL, "--show-slots"], check=True, capture_output=True, text=True).stdout
    slots = [part for part in shown.split("Slot ") if re.search(rf"Label:\s+{label}\s", part)]
    serial = re.search(r"Serial number:\s+(\w+)", slots[0])
    assert serial is not None
    return Token(folder, label, serial[1].encode().hex())
