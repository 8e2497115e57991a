"""Start the real demo in an empty folder, wait until it rests, weigh it."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bench.memory import tree_megabytes
from bench.results import Results

PORT = 8731


def measure(results: Results, data: Path) -> None:
    """First and second start, and the memory of all processes together at rest."""
    command = [sys.executable, "-m", "tatadesa.config.cli", "demo", "--port", str(PORT), "--data", str(data)]
    for name, bound in (("first start of the demo", None), ("second start of the demo", 10.0)):
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait(process, data, started)
            results.add(name, time.monotonic() - started, "s", bound)
            if bound is not None:
                time.sleep(10)
                results.add("idle memory of the whole demo", tree_megabytes(process.pid), "MB (PSS)", 500)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", data: Path, started: float) -> None:
    while time.monotonic() - started < 180 and process.poll() is None:
        try:
            written = data / "demo.json"
            if written.exists() and "portal" in json.loads(written.read_text()).get("urls", {}):
                url = f"http://127.0.0.1:{PORT}/healthz"
                with urllib.request.urlopen(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
        except (OSError, ValueError):
            pass
        time.sleep(0.1)
    raise RuntimeError("the demo stopped or did not become ready in 180 s")
