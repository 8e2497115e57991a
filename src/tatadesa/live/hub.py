"""Who listens to which topic, and how a message reaches them."""

import asyncio
import random
import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from itertools import takewhile

# A reader this far behind is not reading; its browser reconnects by itself and fetches the page afresh.
QUEUE_LENGTH = 64
# An event, no comment: the page has to hear that the connection lives, or asks for another.
PING = b"event: ping\ndata: {}\n\n"
# The browser is to come back with a fresh token; nothing is wrong.
RENEW = b"event: renew\ndata: {}\n\n"
RESYNC = "resync"
# Longer than any token is good for: none of them opens a stream that was ended.
_ENDED_SECONDS = 180.0
# How many messages of all topics are kept for browsers that come back.
KEPT = 2048
# Who missed more than this fetches the page afresh instead.
LONGEST_CATCH_UP = 32
# A page begins to look at the database a little after its clock begins; the clocks themselves are one.
_SLACK_SECONDS = 1.0
# Streams are pinged in so many groups, one after another: 5,000 at once would hold up an event for half a second.
PING_GROUPS = 40


@dataclass(frozen=True)
class Kept:
    """A message that was published: its number in this process, when, for whom, and its bytes."""

    number: int
    heard_at: float
    topic: str
    chunk: bytes


@dataclass(frozen=True)
class Since:
    """Up to where a browser knows: the id it heard last, else how many seconds ago its page was asked for."""

    last_id: str = ""
    age: float | None = None


class Stream:
    """One open connection: a bounded queue of chunks, ended by None."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE_LENGTH)
        self._is_closed = False
        self.group = random.randrange(PING_GROUPS)  # noqa: S311 - spreads load, keeps no secret
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
        self._groups: list[set[Stream]] = [set() for _ in range(PING_GROUPS)]
        self._next_group = 0
        self._kept: deque[Kept] = deque(maxlen=KEPT)
        self.begin()

    def begin(self) -> None:
        """Nothing that was said before was surely heard: ids given before are worth nothing from now on."""
        self._epoch = secrets.token_hex(4)
        self._number = 0
        self._began_at = time.monotonic()
        self._kept.clear()

    @property
    def last_id(self) -> str:
        """Names the newest message; whoever comes back with it has missed what is newer."""
        return f"{self._epoch}-{self._number}"

    def __len__(self) -> int:
        return len(self._streams)

    def join(self, stream: Stream, topics: list[str], since: Since = Since()) -> list[bytes]:
        """From now on ``stream`` gets what is published on ``topics``; gives what it missed.

        An ended topic closes it at once, and is told nothing.
        """
        is_ended = any(topic in self._ended for topic in topics)
        if is_ended:
            stream.close()
        self._streams.add(stream)
        self._groups[stream.group].add(stream)
        for topic in topics:
            self._by_topic[topic].add(stream)
        return [] if is_ended else self._catch_up(topics, since)

    def leave(self, stream: Stream, topics: list[str]) -> None:
        """Forget ``stream``; a topic without streams is forgotten too."""
        self._streams.discard(stream)
        self._groups[stream.group].discard(stream)
        for topic in topics:
            self._by_topic[topic].discard(stream)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def publish(self, topic: str, event: str, data: str) -> None:
        """Tell everybody on ``topic``, and keep it for those who are just away."""
        self._number += 1
        chunk = message(event, data, self.last_id)
        self._kept.append(Kept(self._number, time.monotonic(), topic, chunk))
        for stream in self._by_topic.get(topic, ()):
            stream.offer(chunk)

    def _catch_up(self, topics: list[str], since: Since) -> list[bytes]:
        """What was said on ``topics`` after ``since``; one "resync" when that is not surely all, or too much."""
        missed = self._newer(since)
        if missed is not None:
            wanted = set(topics)
            chunks = [kept.chunk for kept in reversed(missed) if kept.topic in wanted]
            if len(chunks) <= LONGEST_CATCH_UP:
                return chunks
        return [message(RESYNC, "{}", self.last_id)]

    def _newer(self, since: Since) -> list[Kept] | None:
        """Kept messages after ``since``, the newest first; None when some of them are kept no more."""
        oldest = self._kept[0] if len(self._kept) == KEPT else None
        if since.last_id:
            epoch, _, digits = since.last_id.partition("-")
            is_ours = epoch == self._epoch and digits.isascii() and digits.isdecimal() and len(digits) < 16
            number = int(digits) if is_ours else -1
            if not 0 <= number <= self._number or (oldest is not None and number < oldest.number - 1):
                return None
            return list(takewhile(lambda kept: kept.number > number, reversed(self._kept)))
        if since.age is None:
            return []
        moment = time.monotonic() - since.age - _SLACK_SECONDS
        if moment < self._began_at or (oldest is not None and moment < oldest.heard_at):
            return None
        return list(takewhile(lambda kept: kept.heard_at >= moment, reversed(self._kept)))

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

    def ping_some(self) -> None:
        """Ping the next of ``PING_GROUPS`` groups."""
        for stream in self._groups[self._next_group]:
            stream.offer(PING)
        self._next_group = (self._next_group + 1) % PING_GROUPS

    def broadcast(self, chunk: bytes) -> None:
        """Send ``chunk`` to every stream."""
        for stream in self._streams:
            stream.offer(chunk)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for stream in self._streams:
            stream.close()


def message(event: str, data: str, identity: str) -> bytes:
    """One event in the wire format of server-sent events (HTML standard, section 9.2). ``data`` is one line."""
    return f"id: {identity}\nevent: {event}\ndata: {data}\n\n".encode()
