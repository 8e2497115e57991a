"""What the tests of this room share."""

from collections.abc import Callable

import pytest

from tatadesa.accounts.ports import Channel
from tests.mailbox import Mailbox


@pytest.fixture
def told(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, str]]]:
    """Both channels are there; gives what has been queued for people, opened."""
    monkeypatch.setattr("tatadesa.registrations.replies.available_channels", lambda _: list(Channel))

    def messages() -> list[dict[str, str]]:
        return Mailbox().messages()

    return messages


@pytest.fixture
def reachable(channels: None, mailbox: Mailbox) -> Mailbox:
    """WhatsApp and e-mail are set up; gives what waits to be sent."""
    return mailbox
