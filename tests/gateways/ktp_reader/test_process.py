"""The one child: asked again and again, ended when it overruns, and never the end of the one who asks."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tatadesa.gateways.ktp_reader import frames
from tatadesa.gateways.ktp_reader.process import ChildFailed, ReaderProcess
from tests.config.processes_support import until

# A child that does to a photo what the photo says.
_OBEDIENT = """
import json, sys, time
from tatadesa.gateways.ktp_reader import child, frames
child._limit()
while (photo := frames.read_frame(sys.stdin.buffer)) is not None:
    child.CPU_SECONDS = 1
    child._grant_cpu()
    exec(photo)
    sys.stdout.buffer.write(frames.packed(json.dumps({"read": len(photo)}).encode()))
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    process = ReaderProcess(command=[sys.executable, "-c", _OBEDIENT], wall_seconds=4)
    yield process
    process.close()


def test_one_child_reads_many_photos(reader: ReaderProcess) -> None:
    assert reader.pid() is None
    assert reader.ask(b"pass") == {"read": 4}
    first = reader.pid()
    assert reader.ask(b"#" * 3_000_000) == {"read": 3_000_000}
    assert reader.pid() == first


@pytest.mark.parametrize(
    "photo",
    [
        b"while True: pass",  # the CPU limit
        b"time.sleep(60)",  # wall time
        b"bytearray(2 * 1024**3)",  # the memory limit
        b"sys.exit(0)",
        b"raise SystemError",
        b"sys.stdout.buffer.write(b'\\0\\0'); sys.stdout.flush(); sys.exit()",
    ],
)
def test_a_photo_that_breaks_the_child_breaks_nothing_else(reader: ReaderProcess, photo: bytes) -> None:
    with pytest.raises(ChildFailed):
        reader.ask(photo)
    assert reader.pid() is None
    assert reader.ask(b"pass") == {"read": 4}


def test_a_child_that_has_left_is_replaced(reader: ReaderProcess) -> None:
    reader.ask(b"pass")
    pid = reader.pid()
    assert pid is not None
    os.kill(pid, 9)
    assert until(lambda: reader.pid() is None)
    assert reader.ask(b"pass") == {"read": 4}
    assert reader.pid() not in (None, pid)


def test_a_child_that_leaves_just_as_it_is_asked_is_replaced(reader: ReaderProcess, tmp_path: Path) -> None:
    reader.ask(b"pass")
    leave_once = f"import pathlib; f = pathlib.Path({str(tmp_path / 'left')!r}); f.exists() or [f.touch(), sys.exit()]"
    assert reader.ask(leave_once.encode()) == {"read": len(leave_once)}


def test_it_knows_no_secrets(reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TATADESA_SECRET_KEY", "s3cret")
    with pytest.raises(ChildFailed):
        reader.ask(b"import os; os.environ['TATADESA_SECRET_KEY']")


def test_the_real_child_leaves_by_itself_when_nobody_asks() -> None:
    lines = "from tatadesa.gateways.ktp_reader import child; child.IDLE_SECONDS = 0.2; child.main()"
    process = ReaderProcess(command=[sys.executable, "-c", lines])
    process._running()
    assert process.pid() is not None
    assert until(lambda: process.pid() is None)
    process.close()


@pytest.mark.parametrize("cut", [0, 3, 4, 9])
def test_a_broken_frame_is_the_end(cut: int) -> None:
    whole = frames.packed(b"content")
    assert frames.read_frame(io.BytesIO(whole)) == b"content"
    assert frames.read_frame(io.BytesIO(whole[:cut])) is None


def test_a_photo_of_more_than_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="16 MB"):
        frames.packed(bytes(frames.LARGEST + 1))
