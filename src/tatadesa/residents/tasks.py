"""Jobs of the register: look for the account of somebody who has forgotten the PIN."""

import json
from datetime import date
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tatadesa.accounts import secrets
from tatadesa.accounts.ports import Channel
from tatadesa.residents.forgotten_pin import send_code_if_it_agrees

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name="residents.send_forgotten_pin_code", queue="messages", retry=_RETRY)
def send_forgotten_pin_code(sealed: str) -> None:
    """Search and send outside of the request, so that its answer takes as long for everybody."""
    wanted = json.loads(secrets.decrypt(sealed))
    send_code_if_it_agrees(
        nik=wanted["nik"],
        born=date.fromisoformat(wanted["born"]),
        channel=Channel(wanted["channel"]),
        subject=UUID(wanted["subject"]),
    )
