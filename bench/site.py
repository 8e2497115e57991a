"""The site on a server of its own with 2,000 and with 200,000 applications."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import django

from bench.load import interleaved
from bench.load import measure as measure_load
from bench.results import Results

PORT = 8741
LIVE_PORT = 8742
SMALL, LARGE = 2_000, 200_000


def measure(results: Results, folder: Path) -> None:
    """Everything that needs the site: pages, growth, letters, browser."""
    load(results, folder)
    from bench.people import Cast

    cast = Cast.choose()
    servers = _start_servers()
    try:
        print("Pages")
        _pages(results, cast)
        print("Growth")
        _growth(results, cast)
        from bench import (
            browser,
            deciding,
            forms,
            insight,
            letter_batch,
            letter_editor,
            letters,
            lighthouse,
            regions,
            saving,
        )

        deciding.measure(results, cast, PORT)

        print("Figures")
        insight.measure(results, cast, PORT)

        print("Forms")
        forms.measure(results, cast, PORT)
        regions.measure(results, cast, PORT)
        saving.measure(results, cast, PORT)
        print("Letters")
        letters.measure(results, cast)
        letter_batch.measure(results, cast)
        print("Browser")
        browser.measure(results, cast, PORT)
        letter_editor.measure(results, cast, PORT)
        lighthouse.measure(results, cast, PORT)
    finally:
        _stop(servers)
    from bench import parcels, register, sheet_import

    print("Parcels")
    parcels.measure(results, cast)

    print("Register")
    register.measure(results)
    print("Import")
    sheet_import.measure(results, folder)


def measure_alone(part: str, results: Results) -> None:
    """``parcels``, ``letters`` or ``editor`` after ``load``."""
    from bench import letter_batch, letter_editor, letters, parcels
    from bench.people import Cast

    cast = Cast.choose()
    if part == "parcels":
        parcels.measure(results, cast)
    elif part == "letters":
        letters.measure(results, cast)
        letter_batch.measure(results, cast)
    else:
        servers = _start_servers()
        try:
            letter_editor.measure(results, cast, PORT)
        finally:
            _stop(servers)


def load(results: Results, folder: Path) -> None:
    """The region tree and the demo district, in the database the environment names."""
    os.environ.update(TATADESA_LIVE_PORT=str(LIVE_PORT), TATADESA_BASE_URL=f"http://localhost:{PORT}")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from tatadesa.config.demo.district import load_demo
    from tatadesa.regions.commands import load_regions

    print("Loading")
    started = time.perf_counter()
    load_regions()
    results.add("loading the whole region tree", time.perf_counter() - started, "s", 15)
    started = time.perf_counter()
    load_demo(folder / "data", f"http://localhost:{PORT}")
    results.add("loading the demo district", time.perf_counter() - started, "s", 60)


def _stop(servers: list[subprocess.Popen[bytes]]) -> None:
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait(timeout=20)


def _pages(results: Results, cast: "Cast") -> None:  # noqa: F821
    targets = {
        "empty view": ("/kosong/", ""),
        "citizen home": ("/", cast.citizen_cookie),
        "service form": (f"/layanan/{cast.service}/isi/", cast.citizen_cookie),
        "timeline": (f"/permohonan/{cast.number}/", cast.citizen_cookie),
        "inbox": ("/desk/", cast.staff_cookie),
    }
    loads = {name: measure_load(PORT, path, cookie) for name, (path, cookie) in targets.items()}
    empty = loads["empty view"]
    for name, load in loads.items():
        results.add(f"{name}: requests per second", load.per_second, "1/s")
        if name != "empty view":
            results.add(f"{name}: time against the empty view", load.median_ms / empty.median_ms, "x")
    for name, count, bound in (
        ("citizen home: queries", cast.queries(cast.citizen, "/"), 8),
        ("timeline: queries", cast.queries(cast.citizen, f"/permohonan/{cast.number}/"), 8),
        ("service form: queries", cast.queries(cast.citizen, f"/layanan/{cast.service}/isi/"), 8),
        ("inbox: queries", cast.queries(cast.staff, "/desk/"), 12),
        ("request page: queries", cast.queries(cast.staff, f"/desk/permohonan/{cast.number}/"), 30),
    ):
        results.add(name, count, "queries", bound)


def _growth(results: Results, cast: "Cast") -> None:  # noqa: F821
    from bench.insight import last_days
    from bench.seed import grow

    targets = {
        "dashboard, 2 days": (last_days(2), cast.staff_cookie),
        "inbox": ("/desk/", cast.staff_cookie),
        "inbox, late": ("/desk/?tab=terlambat", cast.staff_cookie),
        "request page": (f"/desk/permohonan/{cast.number}/", cast.staff_cookie),
        "inbox, all": ("/desk/?tab=semua", cast.staff_cookie),
        "timeline": (f"/permohonan/{cast.number}/", cast.citizen_cookie),
        "own list": ("/permohonan/", cast.citizen_cookie),
    }
    grow(cast.sample_id, cast.citizen_id, cast.officer_id, 1, SMALL)
    small = interleaved(PORT, targets)
    grow(cast.sample_id, cast.citizen_id, cast.officer_id, SMALL + 1, LARGE)
    interleaved(PORT, targets, rounds=1)
    large = interleaved(PORT, targets)
    for name, before in small.items():
        bound = {"inbox": 1.3, "timeline": 1.3, "dashboard, 2 days": 2}.get(name)
        results.add(f"{name}: {LARGE:,} applications against {SMALL:,}", large[name] / before, "x", bound)


def _start_servers() -> list["subprocess.Popen[bytes]"]:
    root = str(Path(__file__).parents[1])
    # The site beside this file, wherever the environment's own is.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((root, f"{root}/src"))}
    command = [sys.executable, "-m", "tatadesa.config.cli"]
    servers = [
        subprocess.Popen([*command, name, "--port", str(port)], env=environment, cwd=root)
        for name, port in (("web", PORT), ("live", LIVE_PORT))
    ]
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1):
                return servers
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")
