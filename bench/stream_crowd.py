"""Many browsers with an open stream, and the events they hear: run as a process of its own, prints one line of JSON.

``python -m bench.stream_crowd ADDRESS STREAMS EVENTS RATE`` with DATABASE_URL and TATADESA_STREAM_SECRET. Each stream
is a real connection of an account and a device of its own, under a token as pages give it; one in fifty an officer's.
"""

import asyncio
import json
import os
import random
import resource
import sys
import time
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psycopg

from tatadesa.core.stream_token import make

_OFFICES = 20
_OFFICERS = 50
"""One stream in so many is an officer's."""
_OPENING_AT_ONCE = 200


class Crowd:
    """All streams, and how late each event reached each of them (milliseconds)."""

    def __init__(self, address: str, secret: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._secret = secret
        self._sent: dict[int, float] = {}
        self.people: list[str] = []
        self.offices = [str(uuid4()) for _ in range(_OFFICES)]
        self.officers = dict.fromkeys(self.offices, 0)
        self.delays: list[float] = []
        self.lost = 0
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, streams: int) -> None:
        """Open ``streams`` connections, a few at a time; raises when one is refused."""
        gate = asyncio.Semaphore(_OPENING_AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                await self._join(number)

        await asyncio.gather(*(one(number) for number in range(streams)))

    async def _join(self, number: int) -> None:
        person, device = str(uuid4()), str(uuid4())
        if number % _OFFICERS:
            self.people.append(person)
            topics = [f"c:{person}", f"d:{device}"]
        else:
            office = self.offices[number // _OFFICERS % _OFFICES]
            self.officers[office] += 1
            topics = [f"o:{office}", f"d:{device}"]
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=4096)
        token = quote(make(topics, self._secret, 60))
        writer.write(f"GET /langsung/?token={token} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head[:120])
        self._tasks.append(asyncio.create_task(self._listen(reader, writer)))

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                if line.startswith(b'data: {"number":'):
                    number = json.loads(line[6:])["number"]
                    self.delays.append((time.perf_counter() - self._sent[number]) * 1000)
        finally:
            self.lost += 1
            writer.close()

    async def tell(self, database_url: str, events: int, per_second: float) -> int:
        """Commit ``events`` as the application does, for a person and an office; gives how many are to hear."""
        expected = 0
        async with await psycopg.AsyncConnection.connect(database_url) as connection:
            for number in range(events):
                person, office = random.choice(self.people), random.choice(self.offices)
                for topic in (f"c:{person}", f"o:{office}"):
                    text = json.dumps({"topic": topic, "event": "application", "data": {"number": number}})
                    await connection.execute("SELECT pg_notify('tatadesa_live', %s)", [text])
                # From before COMMIT is sent: what is measured holds the commit too.
                self._sent[number] = time.perf_counter()
                await connection.commit()
                expected += 1 + self.officers[office]
                await asyncio.sleep(1 / per_second)
        await asyncio.sleep(1)
        return expected

    async def leave(self) -> None:
        """Close every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _run(address: str, streams: int, events: int, per_second: float) -> None:
    crowd = Crowd(address, os.environ["TATADESA_STREAM_SECRET"])
    started = time.perf_counter()
    await crowd.open(streams)
    print(json.dumps({"open": streams, "seconds": time.perf_counter() - started}), flush=True)
    # Whoever started us weighs the live process meanwhile, and says when to go on.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    expected = await crowd.tell(os.environ["DATABASE_URL"], events, per_second)
    lost = crowd.lost
    await crowd.leave()
    print(json.dumps({"expected": expected, "lost": lost, "delays": crowd.delays}), flush=True)


if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
