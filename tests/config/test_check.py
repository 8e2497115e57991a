"""What ``tatadesa check`` says about settings."""

import os
import subprocess
from pathlib import Path

import pytest

from tatadesa.config.processes.check import problems, warnings
from tests.config.processes_support import TATADESA


@pytest.fixture
def good(tmp_path: Path, database_url: str) -> dict[str, str]:
    """Settings of a sound production installation."""
    tmp_path.chmod(0o700)
    return {
        "TATADESA_SECRET_KEY": "k7Qm3XpD9sVw2YzB5tNc8RfG4hJ6aLeU1iOoPqAsDfGhJkLzXcVb",
        "TATADESA_HOSTS": "layanan.desa.id",
        "TATADESA_BASE_URL": "https://layanan.desa.id",
        "TATADESA_TRUSTED_PROXIES": "127.0.0.1",
        "TATADESA_CONTACT": "mailto:admin@desa.id",
        "TATADESA_DATA": str(tmp_path),
        "DATABASE_URL": database_url,
    }


def test_a_sound_installation_has_no_problems(good: dict[str, str]) -> None:
    assert problems(good) == []


@pytest.mark.parametrize(
    "name",
    [
        "TATADESA_SECRET_KEY",
        "TATADESA_HOSTS",
        "TATADESA_BASE_URL",
        "TATADESA_TRUSTED_PROXIES",
        "TATADESA_CONTACT",
        "TATADESA_DATA",
        "DATABASE_URL",
    ],
)
def test_each_missing_setting_is_named(good: dict[str, str], name: str) -> None:
    del good[name]
    assert [problem.split(":")[0] for problem in problems(good)] == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TATADESA_SECRET_KEY", "short"),
        ("TATADESA_SECRET_KEY", "a" * 60),
        ("TATADESA_HOSTS", "*"),
        ("TATADESA_BASE_URL", "http://layanan.desa.id"),
        ("TATADESA_BASE_URL", "https://lain.desa.id"),
        ("TATADESA_CONTACT", "admin"),
        ("TATADESA_DATA", "./var"),
        ("TATADESA_DATA", "/does/not/exist"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("TATADESA_MODE", "demo"),
        ("DEBUG", "1"),
        ("TATADESA_PUSH_EMULATOR_URL", "http://127.0.0.1:8002"),
        ("TATADESA_LIVE_PORT", "8001"),
        ("DJANGO_SETTINGS_MODULE", "somewhere.else"),
    ],
)
def test_each_unsafe_value_is_named(good: dict[str, str], name: str, value: str) -> None:
    good[name] = value
    if name == "TATADESA_HOSTS":
        good["TATADESA_BASE_URL"] = "https://*"
    assert name in {problem.split(":")[0] for problem in problems(good)}


@pytest.mark.parametrize("value", ["", "kode.desa.id"])
def test_a_missing_source_is_worth_a_thought_but_no_problem(good: dict[str, str], value: str) -> None:
    good["TATADESA_SOURCE_URL"] = value
    assert problems(good) == []
    assert [warning.split(":")[0] for warning in warnings(good)] == ["TATADESA_SOURCE_URL"]
    good["TATADESA_SOURCE_URL"] = "https://kode.desa.id/tatadesa"
    assert warnings(good) == []


def test_a_data_folder_open_to_all_is_named(good: dict[str, str], tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert [problem.split(":")[0] for problem in problems(good)] == ["TATADESA_DATA"]


def test_production_does_not_start_on_unsafe_settings(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TATADESA_DATA": str(tmp_path)}
    for command in ("check", "web"):
        done = subprocess.run([*TATADESA, command], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "TATADESA_SECRET_KEY" in done.stderr
        assert "DATABASE_URL" in done.stderr
    assert list(tmp_path.iterdir()) == []
