"""5,000 open streams on one live process: memory, work at rest, how late an event is. ``python -m bench streams``."""

import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.memory import tree_megabytes
from bench.results import Results

STREAMS = 5_000
SECRET = "bench of the streams"  # noqa: S105 - opens nothing but this measurement
_REST_SECONDS = 42.0
"""Two rounds of pings."""
_EVENTS, _PER_SECOND = 450, 10.0


@dataclass
class Measured:
    """What one run found; delays in milliseconds, memory in MB (PSS), ``rest`` in percent of one core."""

    empty: float
    full: float
    rest: float
    opening_seconds: float
    expected: int
    lost: int
    delays: list[float]


def measure(results: Results) -> None:
    """With the bounds of the promise: 300 MB and 500 ms, nothing lost."""
    found = run(os.environ["DATABASE_URL"], STREAMS, _EVENTS, _PER_SECOND, _REST_SECONDS)
    cuts = quantiles(found.delays, n=100)
    results.add("live process without a stream", found.empty, "MB (PSS)")
    results.add(f"live process with {STREAMS:,} open streams", found.full, "MB (PSS)", 300)
    results.add(f"{STREAMS:,} streams: all open after", found.opening_seconds, "s")
    results.add(f"{STREAMS:,} streams at rest", found.rest, "% of a core", 10)
    results.add(f"{STREAMS:,} streams: streams lost", found.lost, "streams", 0)
    results.add(f"{STREAMS:,} streams: messages lost", found.expected - len(found.delays), "messages", 0)
    results.add("event to screen, half of them within", cuts[49], "ms", 500)
    results.add("event to screen, 95 in 100 within", cuts[94], "ms", 500)
    results.add("event to screen, the slowest", max(found.delays), "ms", 500)


def run(database_url: str, streams: int, events: int, per_second: float, rest_seconds: float) -> Measured:
    """Start a live process, open ``streams``, rest, commit ``events``; raises RuntimeError when it does not start."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    root = str(Path(__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "TATADESA_STREAM_SECRET": SECRET,
        "PYTHONPATH": paths,
    }
    live = subprocess.Popen([sys.executable, "-m", "tatadesa.config.cli", "live", "--port", str(port)], env=environment)
    try:
        _wait(address)
        empty = tree_megabytes(live.pid)
        numbers = (str(streams), str(events), str(per_second))
        with subprocess.Popen(
            [sys.executable, "-m", "bench.stream_crowd", address, *numbers],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as crowd:
            opened = json.loads(_line(crowd))
            before, moment = _cpu_seconds(live.pid), time.monotonic()
            time.sleep(rest_seconds)
            rest = (_cpu_seconds(live.pid) - before) / (time.monotonic() - moment) * 100
            full = tree_megabytes(live.pid)
            if crowd.stdin is not None:
                crowd.stdin.write("\n")
                crowd.stdin.flush()
            told = json.loads(_line(crowd))
            full = max(full, tree_megabytes(live.pid))
        return Measured(empty, full, rest, opened["seconds"], told["expected"], told["lost"], told["delays"])
    finally:
        live.terminate()
        live.wait(timeout=20)


def _line(process: "subprocess.Popen[str]") -> str:
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        raise RuntimeError("the crowd of browsers ended before its time")
    return line


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the live process did not start")


def _cpu_seconds(root: int) -> float:
    """Time on a core of ``root`` and its children, so far."""
    ticks = 0
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    for process in (str(root), *children):
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
