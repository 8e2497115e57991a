"""The live stream as a bare ASGI application: ``GET /langsung/?token=…`` and ``GET /healthz``.

Who comes back says what it heard last (header ``Last-Event-ID``, or ``terakhir``), who comes first how old its page is
(``usia``, milliseconds): what was said since then comes first. Where that is not known any more, ``resync`` does.

A stream holds a socket and a queue, never a web worker or a database connection. Settings come from the environment:
DATABASE_URL, and the same secret the pages sign tokens with.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tatadesa.core.stream_token import stream_secret, verify
from tatadesa.live.hub import PING_GROUPS, Hub, Since, Stream
from tatadesa.live.listener import Listener

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

# No stream lives longer: its browser comes back with a fresh token, which asks again whether it is signed in.
_LONGEST_SECONDS = 15 * 60
# Proxies and phones cut connections that are silent for half a minute; pages give up after three that did not come.
_PING_SECONDS = 20.0
# How long a browser waits before it reconnects, in milliseconds.
_RETRY = b"retry: 2000\n\n"


class LiveApp:
    """The ASGI application of one process."""

    def __init__(self, database_url: str, secret: str, base_url: str, longest: float = _LONGEST_SECONDS) -> None:
        self._secret = secret
        self._longest = longest
        self._own_host = urlsplit(base_url).hostname
        self._hub = Hub()
        self._listener = Listener(database_url, self._hub)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        tasks = [asyncio.create_task(self._listener.run()), asyncio.create_task(self._ping())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        self._hub.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(_PING_SECONDS / PING_GROUPS)
            self._hub.ping_some()

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = self._headers(scope)
        if scope["path"] not in ("/langsung/", "/healthz"):
            await _answer(send, 404, headers, b"not found\n")
        elif scope["method"] != "GET":
            await _answer(send, 405, [*headers, (b"allow", b"GET")], b"GET only\n")
        elif scope["path"] == "/healthz":
            is_ready = self._listener.is_listening
            await _answer(send, 200 if is_ready else 503, headers, b"ok\n" if is_ready else b"database unavailable\n")
        else:
            asked = {name: found[0] for name, found in parse_qs(scope["query_string"].decode("latin-1")).items()}
            # Who was signed out while nobody listened may still hold a token; whoever is signed in gets another.
            topics = verify(asked.get("token", ""), self._secret, since=self._listener.listening_since)
            if topics is None:
                await _answer(send, 403, headers, b"token invalid or too old\n")
            else:
                await self._stream(topics, _since(scope, asked), headers, receive, send)

    async def _stream(self, topics: list[str], since: Since, headers: Headers, receive: Receive, send: Send) -> None:
        stream = Stream()
        stream.renew_within(self._longest)
        gone = asyncio.create_task(_until_gone(receive, stream))
        # Joined before the headers go out: what happens after the browser sees "open" is not missed.
        missed = self._hub.join(stream, topics, since)
        # Where it stands comes last: a browser cut off in between comes back with an older id.
        chunk: bytes | None = b"".join((_RETRY, *missed, f"id: {self._hub.last_id}\ndata: {{}}\n\n".encode()))
        try:
            kind = (b"content-type", b"text/event-stream; charset=utf-8")
            await send({"type": "http.response.start", "status": 200, "headers": [*headers, kind]})
            while chunk is not None:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                chunk = await stream.next()
            await send({"type": "http.response.body", "body": b""})
        except OSError:
            # The browser left while we were writing.
            return
        finally:
            self._hub.leave(stream, topics)
            stream.close()
            gone.cancel()

    def _headers(self, scope: Scope) -> Headers:
        given: dict[bytes, bytes] = dict(scope["headers"])
        headers = [(b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"), (b"vary", b"origin")]
        origin = given.get(b"origin", b"")
        asking = _host(origin)
        here = _host(b"//" + given.get(b"host", b""))
        # The pages live on the same host, behind another port. The token is what protects; no cookie is read here.
        if asking and asking in {here, self._own_host}:
            headers.append((b"access-control-allow-origin", origin))
        return headers


def _since(scope: Scope, asked: Mapping[str, str]) -> Since:
    """Up to where the browser knows; what cannot be read counts as an id that nobody knows."""
    given: dict[bytes, bytes] = dict(scope["headers"])
    last_id = given.get(b"last-event-id", b"").decode("latin-1") or asked.get("terakhir", "")
    digits = asked.get("usia", "")
    if last_id or not digits:
        return Since(last_id)
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 12
    return Since(age=int(digits) / 1000) if is_number else Since("?")


def _host(address: bytes) -> str:
    """The host in ``address``, empty when it cannot be read."""
    try:
        return urlsplit(address.decode("latin-1")).hostname or ""
    except ValueError:
        return ""


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


async def _answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [*headers, kind]})
    await send({"type": "http.response.body", "body": body})


def _secret() -> str:
    """The secret of the streams, found the way the settings find it."""
    explicit = os.environ.get("TATADESA_STREAM_SECRET")
    if explicit:
        return explicit
    base = os.environ.get("TATADESA_SECRET_KEY")
    return stream_secret(base or Path(os.environ.get("TATADESA_DATA", "./var"), "secret.key").read_text().strip())


def create() -> LiveApp:
    """The application as the environment wants it; raises KeyError or OSError when that is incomplete."""
    base_url = os.environ.get("TATADESA_BASE_URL", "http://localhost:8000")
    longest = float(os.environ.get("TATADESA_STREAM_SECONDS", _LONGEST_SECONDS))
    return LiveApp(os.environ["DATABASE_URL"], _secret(), base_url, longest)
