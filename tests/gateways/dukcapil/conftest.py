"""The emulator over real HTTP, with a few people in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateways.dukcapil.people import known_people
from tests.gateways.emulators import Running


@pytest.fixture
def dukcapil(tmp_path: Path) -> Iterator[Running]:
    with known_people(tmp_path) as running:
        yield running
