"""Fan-out and slow readers, without a network."""

import asyncio

import pytest

from tatadesa.live.hub import KEPT, LONGEST_CATCH_UP, PING_GROUPS, QUEUE_LENGTH, RENEW, Hub, Since, Stream, message


def test_a_message_reaches_its_topic_only() -> None:
    async def scenario() -> None:
        hub, mine, other = Hub(), Stream(), Stream()
        hub.join(mine, ["c:1", "o:1"])
        hub.join(other, ["c:2"])
        hub.publish("c:1", "application", "1")
        hub.publish("c:2", "application", "2")
        assert b"data: 1" in (await mine.next() or b"")
        assert b"data: 2" in (await other.next() or b"")

    asyncio.run(scenario())


def test_a_slow_reader_is_closed_and_the_others_go_on() -> None:
    async def scenario() -> None:
        hub, slow, quick = Hub(), Stream(), Stream()
        hub.join(slow, ["o:1"])
        hub.join(quick, ["o:1"])
        for number in range(QUEUE_LENGTH + 1):
            hub.publish("o:1", "application", str(number))
            assert f"data: {number}".encode() in (await quick.next() or b"")
        assert await slow.next() is None

    asyncio.run(scenario())


def test_a_stream_that_left_is_forgotten() -> None:
    hub, stream = Hub(), Stream()
    hub.join(stream, ["c:1"])
    hub.leave(stream, ["c:1"])
    hub.publish("c:1", "application", "1")
    assert len(hub) == 0


def test_wire_format() -> None:
    assert message("application", '{"number": "x"}', "a-1") == b'id: a-1\nevent: application\ndata: {"number": "x"}\n\n'


def test_a_device_that_was_signed_out_loses_its_stream_and_gets_no_other() -> None:
    async def scenario() -> None:
        hub, lost, kept, back = Hub(), Stream(), Stream(), Stream()
        hub.join(lost, ["c:1", "d:lost"])
        hub.join(kept, ["c:1", "d:kept"])
        hub.end("d:lost")
        assert await lost.next() is None
        hub.join(back, ["c:1", "d:lost"])
        assert await back.next() is None
        hub.publish("c:1", "application", "1")
        assert b"data: 1" in (await kept.next() or b"")

    asyncio.run(scenario())


def test_a_stream_grows_only_so_old_and_says_what_is_queued_before_it_ends() -> None:
    async def scenario() -> None:
        stream = Stream()
        stream.renew_within(0.05)
        stream.renew_within(60)
        stream.offer(b"a")
        assert [await stream.next() for _ in range(3)] == [b"a", RENEW, None]
        stream.offer(b"late")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(stream.next(), 0.05)

    asyncio.run(scenario())


def test_all_that_are_here_are_asked_to_come_back() -> None:
    async def scenario() -> None:
        hub, here = Hub(), Stream()
        here.renew_within(60)
        hub.join(here, ["c:1"])
        hub.renew_all(0.05)
        assert await asyncio.wait_for(here.next(), 5) == RENEW

    asyncio.run(scenario())


def told(hub: Hub, since: Since, *topics: str) -> list[str]:
    """The data a browser is told that comes back to ``topics``, or the event's name where it is not ours."""
    chunks = [chunk.decode() for chunk in hub.join(Stream(), list(topics), since)]
    return ["resync" if "event: resync" in chunk else chunk.split("data: ")[1].strip() for chunk in chunks]


def said(hub: Hub, *numbers: int, topic: str = "c:1") -> None:
    for number in numbers:
        hub.publish(topic, "application", str(number))


def test_who_comes_back_hears_what_was_said_meanwhile_once_and_in_order() -> None:
    hub = Hub()
    said(hub, 1, 2)
    last = hub.last_id
    said(hub, 3)
    said(hub, 4, topic="c:2")
    said(hub, 5)
    assert told(hub, Since(last), "c:1", "d:1") == ["3", "5"]
    assert told(hub, Since(hub.last_id), "c:1") == []
    assert told(hub, Since(), "c:1") == []


@pytest.mark.parametrize(
    "last_id", ["?", "0-0", "-1", "{epoch}-", "{epoch}--1", "{epoch}-99", "{epoch}-1\x00", "{epoch}-²"]
)
def test_an_id_that_nobody_knows_makes_the_page_fetch_itself(last_id: str) -> None:
    hub = Hub()
    said(hub, 1)
    epoch = hub.last_id.split("-")[0]
    assert told(hub, Since(last_id.replace("{epoch}", epoch)), "c:1") == ["resync"]


def test_an_id_of_before_the_database_was_away_is_worth_nothing() -> None:
    hub = Hub()
    said(hub, 1)
    last = hub.last_id
    hub.begin()
    said(hub, 2)
    assert told(hub, Since(last), "c:1") == ["resync"]


def test_who_was_away_for_longer_than_is_kept_fetches_the_page() -> None:
    hub = Hub()
    said(hub, 1)
    last = hub.last_id
    said(hub, *range(KEPT), topic="c:2")
    assert told(hub, Since(last), "c:1") == [], "the oldest kept is the next one: nothing is missing"
    said(hub, 3, topic="c:2")
    assert told(hub, Since(last), "c:1") == ["resync"]


def test_who_missed_very_much_fetches_the_page_instead() -> None:
    hub = Hub()
    last = hub.last_id
    said(hub, *range(LONGEST_CATCH_UP))
    assert len(told(hub, Since(last), "c:1")) == LONGEST_CATCH_UP
    said(hub, 1)
    assert told(hub, Since(last), "c:1") == ["resync"]


def test_a_page_hears_what_was_said_since_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    hub = Hub()
    for moment in (1100, 1110, 1120):
        clock[0] = moment
        said(hub, moment)
    assert told(hub, Since(age=12.0), "c:1") == ["1110", "1120"]
    assert told(hub, Since(age=0.0), "c:1") == ["1120"]
    assert told(hub, Since(age=121.0), "c:1") == ["resync"], "older than the process"


def test_a_signed_out_device_is_told_nothing_of_what_it_missed() -> None:
    hub = Hub()
    last = hub.last_id
    said(hub, 1)
    hub.end("d:1")
    assert told(hub, Since(last), "c:1", "d:1") == []


def test_every_stream_is_pinged_once_in_a_turn() -> None:
    async def scenario() -> None:
        hub, streams = Hub(), [Stream() for _ in range(100)]
        for stream in streams:
            hub.join(stream, ["c:1"])
        for _ in range(PING_GROUPS):
            hub.ping_some()
        for stream in streams:
            stream.offer(b"end")
            assert [await stream.next(), await stream.next()] == [b"event: ping\ndata: {}\n\n", b"end"]

    asyncio.run(scenario())
