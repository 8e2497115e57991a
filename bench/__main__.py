"""Run all measurements: ``make bench``. About ten minutes; needs no running demo. ``python -m bench parcels``,
``streams``, ``letters`` or ``editor`` runs that part alone and only prints.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.results import Results


def main() -> int:
    """Measure, print, write ``bench/results.json``; 1 when a bound is broken."""
    folder = Path(tempfile.mkdtemp(prefix="tatadesa-bench-"))
    results = Results()
    if sys.argv[1:] in (["parcels"], ["streams"], ["letters"], ["editor"]):
        return _alone(sys.argv[1], results, folder)
    try:
        from bench import demo_memory

        print("Memory of the whole demo, idle")
        demo_memory.measure(results, folder / "demo")

        from bench import card_reading

        print("Reading KTPs")
        card_reading.measure(results)

        with _database(folder):
            from bench import site, streams

            print("Streams")
            streams.measure(results)
            site.measure(results, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    holds = results.write()
    print("All bounds hold." if holds else "A bound is broken.")
    return 0 if holds else 1


def _alone(part: str, results: Results, folder: Path) -> int:
    try:
        with _database(folder):
            from bench import site, streams

            if part == "streams":
                streams.measure(results)
            else:
                # What loading takes is another measurement.
                site.load(Results(), folder)
                site.measure_alone(part, results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(row["holds"] for row in results.rows.values()) else 1


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    """A PostgreSQL of our own unless there is one, and the settings that use it."""
    os.environ.update(TATADESA_MODE="demo", TATADESA_DATA=str(folder / "data"), DJANGO_SETTINGS_MODULE="bench.settings")
    from tatadesa.config.processes import embedded_postgres

    own_server = "DATABASE_URL" not in os.environ
    if own_server:
        os.environ["DATABASE_URL"] = embedded_postgres.ensure_running(folder / "data")
    try:
        yield
    finally:
        if own_server:
            embedded_postgres.stop(folder / "data")


if __name__ == "__main__":
    sys.exit(main())
