"""PDFs through the confined process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tatadesa.files import confined, pdfs
from tatadesa.files.limits import MAX_FILE, FileRefused
from tatadesa.files.pdf_rules import Reason
from tests.files import builders


def words(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        pdfs.clean(content)
    return refused.value.message


def test_every_reason_has_words() -> None:
    assert set(pdfs._WORDS) == set(Reason)


def test_a_good_file_comes_back_clean() -> None:
    kept, pages = pdfs.clean(builders.pdf(pages=3) + b"<script>")
    assert pages == 3
    assert kept.startswith(b"%PDF-")
    assert b"<script>" not in kept


def test_a_script_is_named_as_such() -> None:
    assert "skrip" in words(builders.pdf(builders.open_action))


def test_a_locked_file_is_named_as_such() -> None:
    assert "kata sandi" in words(builders.pdf(encryption=builders.pikepdf.Encryption(owner="a", user="b")))


def test_five_thousand_pages_are_too_many() -> None:
    assert "30 halaman" in words(builders.pdf(pages=5000))


def test_a_file_that_unfolds_while_it_is_opened_is_refused() -> None:
    content = builders.object_stream_bomb(100_000_000)
    assert len(content) < 500_000
    assert words(content)


def test_the_same_file_without_the_bloat_is_kept() -> None:
    assert pdfs.clean(builders.object_stream_bomb(10))[1] == 1


def test_a_child_that_breaks_off_means_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_TIMEOUT_SECONDS", 0.01)
    assert "terlalu rumit" in words(builders.pdf())


def test_the_child_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    really = subprocess.run

    def spy(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs)
        return really(*args, **kwargs)

    monkeypatch.setenv("TATADESA_SECRET_KEY", "rahasia")
    monkeypatch.setattr(subprocess, "run", spy)
    pdfs.clean(builders.pdf())
    assert "TATADESA_SECRET_KEY" in os.environ
    assert set(seen["env"]) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    assert not Path(seen["cwd"]).exists(), "its folder is gone"


def test_rendering_stops_at_the_memory_limit() -> None:
    """pdfium aborts its process when memory runs out: it must be that one, and only that one."""
    content = builders.pdf(builders.with_contents(builders.deflated_zeros(400_000_000)))
    assert len(content) < MAX_FILE
    with pytest.raises(confined.ConfinedError):
        confined.run("render", content)
