"""Hears PostgreSQL's notifications and hands them to the hub; outlives every loss of the connection."""

import asyncio
import json
import logging
import math
import re
import time

import psycopg

from tatadesa.live.hub import RESYNC, Hub, message

# The channel that tatadesa.core.live publishes on.
CHANNEL = "tatadesa_live"
# The event by which it ends the streams of a topic.
ENDED = "ended"
_CHECK_SECONDS = 20.0
_LONGEST_PAUSE = 5.0
# After a loss nobody knows who was signed out meanwhile: all come back within this time and show a fresh token.
_RENEW_SECONDS = 60.0
_EVENT_NAME = re.compile(r"[a-z][a-z0-9_.]*")
logger = logging.getLogger(__name__)


class Listener:
    """``run()`` until cancelled; ``is_listening`` tells whether changes reach us right now.

    ``listening_since`` is when that began, in seconds of the Unix time: what was said before was not heard.
    """

    def __init__(self, database_url: str, hub: Hub) -> None:
        self._database_url = database_url
        self._hub = hub
        self.is_listening = False
        self.listening_since = math.inf

    async def run(self) -> None:
        """Listen, and again with growing pauses after a loss; nobody heard what was said then: pages refetch."""
        pause, is_first = 0.1, True
        while True:
            try:
                async with await self._connect() as connection:
                    self.listening_since = time.time()
                    self._hub.begin()
                    self.is_listening, pause = True, 0.1
                    if not is_first:
                        self._hub.broadcast(message(RESYNC, "{}", self._hub.last_id))
                        self._hub.renew_all(_RENEW_SECONDS)
                    is_first = False
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                logger.warning("listening lost: %s", str(error).strip())
            finally:
                self.is_listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _connect(self) -> psycopg.AsyncConnection:
        connection = await psycopg.AsyncConnection.connect(
            self._database_url, autocommit=True, connect_timeout=10, application_name="tatadesa-live"
        )
        await connection.execute(f"LISTEN {CHANNEL}")
        return connection

    async def _hear(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            async for notification in connection.notifies(timeout=_CHECK_SECONDS):
                self._pass_on(notification.payload)
            # A dead network says nothing; asking makes it fail.
            await asyncio.wait_for(connection.execute("SELECT 1"), _CHECK_SECONDS)

    def _pass_on(self, payload: str) -> None:
        try:
            parsed = json.loads(payload)
            topic, event, data = str(parsed["topic"]), str(parsed["event"]), json.dumps(parsed.get("data", {}))
        except (ValueError, KeyError, TypeError):
            logger.warning("notification that is not ours: %.80r", payload)
            return
        if event == ENDED:
            self._hub.end(topic)
        elif _EVENT_NAME.fullmatch(event):
            self._hub.publish(topic, event, data)
