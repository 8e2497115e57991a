"""Run all measurements: ``make bench``. About seven minutes; needs no running demo."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench.results import Results


def main() -> int:
    """Measure, print, write ``bench/results.json``; 1 when a bound is broken."""
    folder = Path(tempfile.mkdtemp(prefix="tatadesa-bench-"))
    results = Results()
    try:
        from bench import demo_memory

        print("Memory of the whole demo, idle")
        demo_memory.measure(results, folder / "demo")

        from bench import card_reading

        print("Reading KTPs")
        card_reading.measure(results)

        os.environ.update(
            TATADESA_MODE="demo", TATADESA_DATA=str(folder / "data"), DJANGO_SETTINGS_MODULE="bench.settings"
        )
        from tatadesa.config.processes import embedded_postgres

        own_server = "DATABASE_URL" not in os.environ
        if own_server:
            os.environ["DATABASE_URL"] = embedded_postgres.ensure_running(folder / "data")
        try:
            from bench import site

            site.measure(results, folder)
        finally:
            if own_server:
                embedded_postgres.stop(folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    holds = results.write()
    print("All bounds hold." if holds else "A bound is broken.")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
