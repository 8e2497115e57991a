"""A push service over real HTTP."""

from collections.abc import Iterator

import pytest

from tests.gateways.webpush.push_service import PushService


@pytest.fixture
def push_service(settings: pytest.FixtureRequest, tmp_path: pytest.TempPathFactory) -> Iterator[PushService]:
    """The emulator on a free port, allowed by the settings; keys of this test only."""
    with PushService() as service:
        settings.PUSH_EMULATOR_URL = service.url
        settings.VAPID_KEY_FILE = tmp_path / "keys" / "vapid.pem"
        yield service
