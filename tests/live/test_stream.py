"""The live process as it runs: a real granian, a real PostgreSQL, real sockets."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest
from django.conf import settings
from django.test import Client

from tatadesa.accounts import devices
from tatadesa.core.stream_token import make, stream_secret
from tests.config.processes_support import free_port, running, until
from tests.people import PASSWORD, PIN, World

SECRET = stream_secret("live test")


@pytest.fixture(scope="module")
def live(database_url: str) -> Iterator[str]:
    """The address of a running live process."""
    with process_of(database_url) as address:
        yield address


@contextmanager
def process_of(database_url: str, **environment: str) -> Iterator[str]:
    """The address of a live process of one's own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {"DATABASE_URL": database_url, "TATADESA_STREAM_SECRET": SECRET, **environment}
    with running("live", "--port", str(port), **environment):
        assert until(lambda: _is_up(address))
        yield address


def _is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


class Reader(threading.Thread):
    """Reads one stream in the background."""

    def __init__(self, address: str, token: str, since: str = "", last_id: str = "") -> None:
        super().__init__(daemon=True)
        self.lines: list[str] = []
        self.is_open = threading.Event()
        self._url = f"{address}/langsung/?token={token}{since}"
        self._headers = {"Last-Event-ID": last_id} if last_id else {}

    def run(self) -> None:
        try:
            with httpx.stream("GET", self._url, timeout=60, headers=self._headers) as response:
                for line in response.iter_lines():
                    self.lines.append(line)
                    self.is_open.set()
        except httpx.TransportError:
            return


@contextmanager
def reading(address: str, *topics: str) -> Iterator[Reader]:
    """A stream that is open inside."""
    with reading_by(address, make(list(topics), SECRET, 60)) as reader:
        yield reader


@contextmanager
def reading_by(address: str, token: str, **since: str) -> Iterator[Reader]:
    """As ``reading``, with a token that somebody was given; ``since`` as a Reader takes it."""
    reader = Reader(address, token, **since)
    reader.start()
    assert reader.is_open.wait(10)
    yield reader


def notify(database_url: str, topic: str, event: str, **data: str) -> None:
    """What tatadesa.core.live sends at commit."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        message = json.dumps({"topic": topic, "event": event, "data": data})
        connection.execute("SELECT pg_notify('tatadesa_live', %s)", [message])


def test_an_event_reaches_its_topic_at_once_and_no_other(live: str, database_url: str) -> None:
    with reading(live, "c:siti") as siti, reading(live, "c:joko") as joko:
        notify(database_url, "c:warm", "application")
        notify(database_url, "c:siti", "application", number="26-K7QM-3XPD")
        assert until(lambda: "event: application" in siti.lines, 5)
        assert 'data: {"number": "26-K7QM-3XPD"}' in siti.lines
        assert "event: application" not in joko.lines


def test_nothing_is_heard_of_a_change_that_was_rolled_back(live: str, database_url: str) -> None:
    with reading(live, "c:rolled") as reader:
        with psycopg.connect(database_url) as connection:
            message = json.dumps({"topic": "c:rolled", "event": "lost", "data": {}})
            connection.execute("SELECT pg_notify('tatadesa_live', %s)", [message])
            connection.rollback()
        notify(database_url, "c:rolled", "kept")
        assert until(lambda: "event: kept" in reader.lines, 5)
        assert "event: lost" not in reader.lines


def test_pages_are_told_to_refetch_after_the_database_was_away(live: str, database_url: str) -> None:
    with reading(live, "c:away") as reader:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'tatadesa-live' AND datname = current_database()"
            )
        assert until(lambda: "event: resync" in reader.lines, 10)
        notify(database_url, "c:away", "again")
        assert until(lambda: "event: again" in reader.lines, 5)


def test_rubbish_on_the_channel_disturbs_nobody(live: str, database_url: str) -> None:
    with reading(live, "c:calm") as reader:
        with psycopg.connect(database_url, autocommit=True) as connection:
            for payload in ("", "no json", "[]", '{"topic": "c:calm"}', '{"topic": "c:calm", "event": "a\\nb"}'):
                connection.execute("SELECT pg_notify('tatadesa_live', %s)", [payload])
        notify(database_url, "c:calm", "fine")
        assert until(lambda: "event: fine" in reader.lines, 5)
        assert [line for line in reader.lines if line.startswith("event:")] == ["event: fine"]


@pytest.mark.parametrize(
    "token",
    ["", "rubbish", make(["c:1"], "another secret", 60), make(["c:1"], SECRET, -1)],
    ids=["none", "rubbish", "forged", "too old"],
)
def test_without_a_good_token_there_is_no_stream(live: str, token: str) -> None:
    assert httpx.get(f"{live}/langsung/", params={"token": token}).status_code == 403


def test_only_get_and_only_these_addresses(live: str) -> None:
    assert httpx.post(f"{live}/langsung/").status_code == 405
    assert httpx.get(f"{live}/").status_code == 404


@pytest.mark.parametrize(
    ("origin", "is_allowed"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1", True),
        ("http://elsewhere.example:8000", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_only_pages_of_the_same_host_may_read_the_stream(live: str, origin: str, is_allowed: bool) -> None:
    headers = httpx.get(f"{live}/healthz", headers={"Origin": origin}).headers
    assert headers.get("access-control-allow-origin") == (origin if is_allowed else None)
    assert "access-control-allow-credentials" not in headers


def test_a_host_that_cannot_be_read_is_no_fault_of_ours(live: str) -> None:
    headers = {"Host": "[::1", "Origin": "http://"}
    response = httpx.get(f"{live}/langsung/", headers=headers)
    assert response.status_code == 403
    assert "access-control-allow-origin" not in response.headers


def test_no_cache_and_no_proxy_holds_the_stream_back(live: str) -> None:
    url = f"{live}/langsung/?token={make(['c:1'], SECRET, 60)}"
    with httpx.stream("GET", url) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-accel-buffering"] == "no"


def test_it_ends_with_open_streams_and_leaves_the_port_free(database_url: str) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running("live", "--port", str(port), DATABASE_URL=database_url, TATADESA_STREAM_SECRET=SECRET) as process:
        assert until(lambda: _is_up(address))
        with reading(address, "c:1"):
            process.terminate()
            assert process.wait(15) == 0
    assert not _is_up(address)


def test_signing_out_closes_the_stream_that_was_open(live: str, database_url: str) -> None:
    with reading(live, "c:siti", "d:lost") as lost, reading(live, "c:siti", "d:kept") as kept:
        notify(database_url, "d:lost", "ended")
        assert until(lambda: not lost.is_alive(), 5)
        assert kept.is_alive()
        token = make(["c:siti", "d:lost"], SECRET, 60)
        assert httpx.get(f"{live}/langsung/?token={token}", timeout=5).status_code == 200, "closed at once, not held"


def siti_signs_out(phone: Client, world: World) -> None:
    phone.post("/keluar/")


def another_device_signs_siti_out(phone: Client, world: World) -> None:
    devices.end_all(world.siti)


def somebody_else_signs_in_on_her_phone(phone: Client, world: World) -> None:
    assert phone.post("/masuk/", {"identitas": world.joko.login, "pin": PIN}).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "end",
    [siti_signs_out, another_device_signs_siti_out, somebody_else_signs_in_on_her_phone],
    ids=lambda end: end.__name__,
)
def test_the_end_of_a_session_ends_its_stream_and_the_token_it_was_given(
    live: str, world: World, monkeypatch: pytest.MonkeyPatch, end: Callable[[Client, World], None]
) -> None:
    monkeypatch.setattr(settings, "STREAM_SECRET", SECRET)
    phone, desk = Client(), Client()
    phone.post("/masuk/", {"identitas": world.siti.login, "pin": PIN})
    desk.post("/desk/masuk/", {"username": "operator", "password": PASSWORD})
    kept = token_of(phone, "/langsung/token/")
    own, office = token_of(phone, "/langsung/token/"), token_of(desk, "/desk/langsung/token/")
    with reading_by(live, own) as lost, reading_by(live, office) as other:
        end(phone, world)
        assert until(lambda: not lost.is_alive(), 1)
        assert other.is_alive()
    late = httpx.get(f"{live}/langsung/", params={"token": kept}, timeout=5)
    assert late.status_code == 200
    assert "event:" not in late.text


def token_of(client: Client, path: str) -> str:
    return parse_qs(urlsplit(client.get(path).json()["url"]).query)["token"][0]


def test_no_stream_lives_for_ever_and_its_browser_is_told_to_come_back(database_url: str) -> None:
    with process_of(database_url, TATADESA_STREAM_SECONDS="1") as address, reading(address, "c:siti") as reader:
        assert until(lambda: not reader.is_alive(), 5)
        assert "event: renew" in reader.lines
        with reading(address, "c:siti"):
            pass


def test_a_token_from_before_it_listened_opens_nothing(database_url: str) -> None:
    token = make(["c:siti"], SECRET, 60)
    time.sleep(0.01)
    with process_of(database_url) as address:
        assert httpx.get(f"{address}/langsung/", params={"token": token}).status_code == 403
        with reading(address, "c:siti"):
            pass


def test_a_token_from_before_the_database_was_away_opens_nothing(database_url: str) -> None:
    with process_of(database_url) as address, reading(address, "c:siti") as reader:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'tatadesa-live' AND datname = current_database()"
            )
        old = make(["c:siti"], SECRET, 60)
        assert until(lambda: "event: resync" in reader.lines, 10)
        assert httpx.get(f"{address}/langsung/", params={"token": old}).status_code == 403
