"""The folder on disk."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tatadesa.files import storage
from tests.files.conftest import names_on_disk


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_names_are_random_spread_and_private(folder: Path) -> None:
    first, second = storage.save(b"satu"), storage.save(b"dua")
    assert first != second
    top, middle, token = first.split("/")
    assert token.startswith(top + middle)
    assert len(token) == 32
    assert storage.read_derived(first) == b"satu"
    assert (folder / storage.save(b"surat", sealed=False)).read_bytes() == b"surat"
    assert mode(folder / first) == 0o600
    assert {mode(place) for place in (folder, folder / top, folder / top / middle)} == {0o700}


def test_bytes_are_synced_before_they_get_their_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    really_sync, really_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        really_sync(descriptor)

    def replace(self: Path, target: Any) -> Path:
        done.append("rename")
        return really_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    storage.save(b"isi")
    assert done[-3:] == ["file", "rename", "folder"]


def test_a_full_disk_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    storage.save(b"makes the folders")
    monkeypatch.setattr(os, "fsync", full)
    before = names_on_disk(folder)
    with pytest.raises(OSError, match="No space"):
        storage.private().save("ab/cd/x", ContentFile(b"isi"))
    assert names_on_disk(folder) == before


def test_what_is_derived_is_written_once(folder: Path) -> None:
    assert storage.read_derived("ab/cd/x.p1.jpg") is None
    storage.save_derived("ab/cd/x.p1.jpg", b"satu")
    storage.save_derived("ab/cd/x.p1.jpg", b"dua")
    assert storage.read_derived("ab/cd/x.p1.jpg") == b"satu"
    assert names_on_disk(folder) == ["ab/cd/x.p1.jpg"]
