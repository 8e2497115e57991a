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
        ("TATADESA_PKCS11_MODULE", "/usr/lib/tidak-ada.so"),
        ("TATADESA_PKCS11_MODULE", "relatif.so"),
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


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"TATADESA_WHATSAPP_TOKEN": "t"}, "TATADESA_WHATSAPP_PHONE_ID"),
        ({"TATADESA_WHATSAPP_PHONE_ID": "1"}, "TATADESA_WHATSAPP_TOKEN"),
        ({"TATADESA_SMTP_URL": "smtps://surat.desa.id"}, "TATADESA_MAIL_FROM"),
        ({"TATADESA_MAIL_FROM": "a@desa.id"}, "TATADESA_SMTP_URL"),
        ({"TATADESA_WHATSAPP_BASE_URL": "http://graph.facebook.com"}, "TATADESA_WHATSAPP_BASE_URL"),
        ({"TATADESA_WHATSAPP_TEMPLATES": "kode"}, "TATADESA_WHATSAPP_TEMPLATES"),
        ({"TATADESA_SMTP_URL": "http://surat.desa.id", "TATADESA_MAIL_FROM": "a@desa.id"}, "TATADESA_SMTP_URL"),
        ({"TATADESA_SMTP_URL": "smtp://surat.desa.id?tls=no", "TATADESA_MAIL_FROM": "a@desa.id"}, "TATADESA_SMTP_URL"),
        ({"TATADESA_SMTP_URL": "smtp://a:b@localhost?tls=no", "TATADESA_MAIL_FROM": "a@desa.id"}, "TATADESA_SMTP_URL"),
        ({"TATADESA_MAIL_FROM": "Desa", "TATADESA_SMTP_URL": "smtps://surat.desa.id"}, "TATADESA_MAIL_FROM"),
        ({"TATADESA_DUKCAPIL_EMULATOR_URL": "http://127.0.0.1:1"}, "TATADESA_DUKCAPIL_EMULATOR_URL"),
    ],
)
def test_half_a_channel_is_named(good: dict[str, str], given: dict[str, str], named: str) -> None:
    assert [problem.split(":")[0] for problem in problems({**good, **given})] == [named]


def test_whole_channels_are_fine(good: dict[str, str]) -> None:
    whatsapp = {
        "TATADESA_WHATSAPP_TOKEN": "t",
        "TATADESA_WHATSAPP_PHONE_ID": "1",
        "TATADESA_WHATSAPP_TEMPLATES": "kode=kode_masuk, akun_aktif=akun_desa",
    }
    mail = {"TATADESA_SMTP_URL": "smtp://a:b@surat.desa.id:587", "TATADESA_MAIL_FROM": "Desa <a@desa.id>"}
    assert problems({**good, **whatsapp, **mail}) == []
    assert problems({**good, **mail, "TATADESA_SMTP_URL": "smtp://localhost?tls=no"}) == []
