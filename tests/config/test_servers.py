"""Ports: found, refused, never shared by accident."""

import os
import socket
import subprocess

import pytest

from tatadesa.config.processes import servers
from tests.config.processes_support import TATADESA, free_port


@pytest.fixture
def busy() -> int:
    """A port somebody listens on, open to sharing as granian's are."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_next_free_port_is_taken(busy: int) -> None:
    found = servers.next_free("127.0.0.1", busy, {busy + 1})
    assert found > busy + 1
    assert servers.is_free("127.0.0.1", found)


def test_a_held_port_is_nobody_elses_until_it_is_let_go() -> None:
    port = free_port()
    with servers.hold("127.0.0.1", port):
        assert not servers.is_free("127.0.0.1", port)
        with pytest.raises(servers.PortInUseError):
            servers.hold("127.0.0.1", port)
    assert servers.is_free("127.0.0.1", port)


def test_a_server_says_that_its_port_is_busy(busy: int) -> None:
    environment = {**os.environ, "TATADESA_STREAM_SECRET": "x"}
    done = subprocess.run(
        [*TATADESA, "live", "--port", str(busy)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(busy) in done.stderr
