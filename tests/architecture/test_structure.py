"""Rules about the code itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tatadesa"
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))
MAX_LINES = 400


def test_imports_point_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*PYTHON, *TEMPLATES], ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_is_one_thing(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MAX_LINES, "over 400 lines: this is two things"


def test_no_signals_and_no_work_in_save() -> None:
    for path in PYTHON:
        text = path.read_text()
        assert "django.dispatch" not in text, path
        assert "db.models.signals" not in text, path
        if path.name == "models.py":
            assert "def save(" not in text, path


def _public_functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def test_public_functions_say_what_they_do() -> None:
    missing = [
        f"{path.relative_to(ROOT)}:{function.name}"
        for path in PYTHON
        for function in _public_functions(path)
        if ast.get_docstring(function) is None
    ]
    assert missing == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in SOURCE.glob("*/actions/*.py") if path.name != "__init__.py"),
    ids=lambda path: f"{path.parts[-3]}.{path.stem}",
)
def test_an_action_is_a_verb_in_its_own_file(path: Path) -> None:
    names = [function.name for function in _public_functions(path)]
    assert len(names) >= 1
    first = path.stem.split("_")[0]
    assert path.stem in names or any(first in name or "staff" in name for name in names)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_hold_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style\b", text), "inline style sheet"
    assert not re.search(r"\sstyle=", text), "style attribute"
    assert not re.search(r"\son[a-z]+=", text), "event attribute"
    assert not re.search(r"javascript:", text, re.IGNORECASE)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, f"inline script {tag}"
    assert "|safe" not in text.replace(" ", "")


def test_templates_name_no_other_host() -> None:
    allowed = ("http://www.w3.org/", "https://www.posindonesia.co.id/")
    for path in TEMPLATES:
        for address in re.findall(r"https?://[^\s\"'<>]+", path.read_text()):
            assert address.startswith(allowed), f"{path}: {address}"


def test_faces_ask_queries_and_call_actions() -> None:
    """Faces translate HTTP: they neither query a table themselves nor write to one."""
    forbidden = re.compile(r"\.objects\b|\.save\(|\.delete\(|bulk_create|transaction\.atomic")
    for face in ("portal", "desk", "verify", "transparency", "agency"):
        for path in (SOURCE / face).rglob("*.py"):
            hits = [line for line in path.read_text().splitlines() if forbidden.search(line)]
            assert hits == [], f"{path}: {hits}"


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_tables_that_grow_have_our_own_keys_and_their_office() -> None:
    """Design, section 4: no sequence is shared by two offices; rows can be placed by office."""
    no_office = {"Throttle", "Setback", "Region", "Office", "Step"}
    of_an_account = {
        "Account",
        "Citizen",
        "StaffMember",
        "PushSubscription",
        "ConfirmationCode",
        "Passkey",
        "RecoveryCode",
        "Preference",
        "Consent",
    }
    no_office |= of_an_account | {"Device", "AccountEvent"}
    for model in apps.get_models():
        if not model.__module__.startswith("tatadesa."):
            continue
        assert model._meta.pk.get_internal_type() not in ("BigAutoField", "AutoField"), model
        names = {field.name for field in model._meta.get_fields()}
        if model.__name__ not in no_office:
            assert names & {"office", "office_id"}, f"{model.__name__} carries no office"


def test_lock_files_have_hashes_and_no_addresses() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|--index-url|--find-links", text), lock


def test_no_secret_default_and_no_nik_in_log_calls() -> None:
    for path in PYTHON:
        for line in path.read_text().splitlines():
            if re.search(r"logg(er|ing)\.(debug|info|warning|error|exception)\(", line):
                assert not re.search(r"\bnik\b|\bpin\b|password|secret", line, re.IGNORECASE), f"{path}: {line}"
