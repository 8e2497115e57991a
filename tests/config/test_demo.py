"""``tatadesa demo`` as a person runs it: starts, says so, is killed, starts again, leaves nothing behind."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tatadesa.config.processes import emulators
from tests.config.processes_support import TATADESA, free_port, processes_in, until


@contextmanager
def demo(data_dir: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A demo that serves inside."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL" and "TATADESA" not in key}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [*TATADESA, "demo", "--port", str(port), "--data", str(data_dir)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        assert process.poll() is None, "".join(said)
        yield process
        process.kill()


def _of(data_dir: Path) -> list[int]:
    """Every process of the demo: those that carry its data folder in their environment, and its PostgreSQL."""
    needle = f"TATADESA_DATA={data_dir}\0".encode()
    found = processes_in(data_dir / "postgres" / "cluster")
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if needle in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_whole_life(tmp_path: Path) -> None:
    port = free_port(together=12)
    with demo(tmp_path, port) as first:
        known = json.loads((tmp_path / "demo.json").read_text())
        assert httpx.get(known["urls"]["portal"]).status_code == 200
        assert set(known["urls"]["emulators"]) == set(emulators.NAMES)
        for address in known["urls"]["emulators"].values():
            assert httpx.get(address).status_code == 200
        assert known["citizens"]
        assert known["staff"]
        made = (tmp_path / "secret.key").read_text()

        second = subprocess.run(
            [*TATADESA, "demo", "--port", str(port), "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert str(port) in second.stderr

        assert len(_of(tmp_path)) > 8
        first.kill()
        assert until(lambda: _of(tmp_path) == [])

    with demo(tmp_path, port) as again:
        assert (tmp_path / "secret.key").read_text() == made
        assert json.loads((tmp_path / "demo.json").read_text())["citizens"] == known["citizens"]
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        again.send_signal(signal.SIGINT)
        assert again.wait(30) == 0
        assert _of(tmp_path) == []
