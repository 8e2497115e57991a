"""Who listens to which topic, and how a message reaches them."""

import asyncio
import random
import time
from collections import defaultdict

# A reader this far behind is not reading; its browser reconnects by itself and fetches the page afresh.
QUEUE_LENGTH = 64
PING = b": ping\n\n"
# The browser is to come back with a fresh token; nothing is wrong.
RENEW = b"event: renew\ndata: {}\n\n"
# Longer than any token is good for: none of them opens a stream that was ended.
_ENDED_SECONDS = 180.0


class Stream:
    """One open connection: a bounded queue of chunks, ended by None."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE_LENGTH)
        self._is_closed = False
        self._renewal: asyncio.TimerHandle | None = None

    def renew_within(self, seconds: float) -> None:
        """End after ``seconds`` at most, by chance up to a half earlier, and have the browser come back.

        Many that began together do not come back together. An earlier end that was set before stays.
        """
        loop = asyncio.get_running_loop()
        moment = loop.time() + seconds * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, keeps no secret
        if self._is_closed or (self._renewal is not None and self._renewal.when() <= moment):
            return
        if self._renewal is not None:
            self._renewal.cancel()
        self._renewal = loop.call_at(moment, self._renew)

    def offer(self, chunk: bytes | None) -> None:
        """Queue ``chunk``; a reader that is too slow is closed instead of growing the queue."""
        if self._is_closed:
            return
        try:
            self._queue.put_nowait(chunk)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        """End the stream at once; what is still queued is dropped."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._renewal is not None:
            self._renewal.cancel()
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)

    async def next(self) -> bytes | None:
        """The next chunk to send, None at the end."""
        return await self._queue.get()

    def _renew(self) -> None:
        # What is still queued goes out before.
        self.offer(RENEW)
        self.offer(None)
        self._is_closed = True


class Hub:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self._by_topic: defaultdict[str, set[Stream]] = defaultdict(set)
        self._ended: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._streams)

    def join(self, stream: Stream, topics: list[str]) -> None:
        """From now on ``stream`` gets what is published on ``topics``; an ended topic closes it at once."""
        if any(topic in self._ended for topic in topics):
            stream.close()
        self._streams.add(stream)
        for topic in topics:
            self._by_topic[topic].add(stream)

    def leave(self, stream: Stream, topics: list[str]) -> None:
        """Forget ``stream``; a topic without streams is forgotten too."""
        self._streams.discard(stream)
        for topic in topics:
            self._by_topic[topic].discard(stream)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def publish(self, topic: str, chunk: bytes) -> None:
        """Send ``chunk`` to everybody on ``topic``."""
        for stream in self._by_topic.get(topic, ()):
            stream.offer(chunk)

    def end(self, topic: str) -> None:
        """Close the streams of ``topic`` (a browser that was signed out) and let none come back to it."""
        moment = time.monotonic()
        self._ended = {old: at for old, at in self._ended.items() if moment - at < _ENDED_SECONDS}
        self._ended[topic] = moment
        for stream in self._by_topic.get(topic, ()):
            stream.close()

    def renew_all(self, seconds: float) -> None:
        """Have every browser that is here now come back within ``seconds``."""
        for stream in self._streams:
            stream.renew_within(seconds)

    def broadcast(self, chunk: bytes) -> None:
        """Send ``chunk`` to every stream."""
        for stream in self._streams:
            stream.offer(chunk)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for stream in self._streams:
            stream.close()


def message(event: str, data: str) -> bytes:
    """One event in the wire format of server-sent events (HTML standard, section 9.2). ``data`` is one line."""
    return f"event: {event}\ndata: {data}\n\n".encode()
