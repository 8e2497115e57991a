"""A small client: keep-alive connections, a fixed count of requests, median latency and requests per second."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Median milliseconds of one request alone, and requests per second with four at once."""

    median_ms: float
    per_second: float


def measure(port: int, path: str, cookie: str = "", *, alone: int = 60, together: int = 240) -> Load:
    """Ask for ``path`` again and again; every answer must be 200."""
    _run(port, path, cookie, 8)
    median = statistics.median(_run(port, path, cookie, alone)) * 1000
    started = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: _run(port, path, cookie, together // 4), range(4)))
    return Load(median, together / (time.perf_counter() - started))


def interleaved(port: int, targets: dict[str, tuple[str, str]], rounds: int = 5) -> dict[str, float]:
    """Median milliseconds per target, measured in turn so that a busy moment hits all alike."""
    samples: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, (path, cookie) in targets.items():
            samples[name] += _run(port, path, cookie, 30)
    return {name: statistics.median(values) * 1000 for name, values in samples.items()}


def _run(port: int, path: str, cookie: str, count: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    times = []
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - started)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return times
