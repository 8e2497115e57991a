"""Fan-out and slow readers, without a network."""

import asyncio

import pytest

from tatadesa.live.hub import QUEUE_LENGTH, RENEW, Hub, Stream, message


def test_a_message_reaches_its_topic_only() -> None:
    async def scenario() -> None:
        hub, mine, other = Hub(), Stream(), Stream()
        hub.join(mine, ["c:1", "o:1"])
        hub.join(other, ["c:2"])
        hub.publish("c:1", b"a")
        hub.publish("c:2", b"b")
        assert await mine.next() == b"a"
        assert await other.next() == b"b"

    asyncio.run(scenario())


def test_a_slow_reader_is_closed_and_the_others_go_on() -> None:
    async def scenario() -> None:
        hub, slow, quick = Hub(), Stream(), Stream()
        hub.join(slow, ["o:1"])
        hub.join(quick, ["o:1"])
        for number in range(QUEUE_LENGTH + 1):
            hub.publish("o:1", str(number).encode())
            assert await quick.next() == str(number).encode()
        assert await slow.next() is None

    asyncio.run(scenario())


def test_a_stream_that_left_is_forgotten() -> None:
    hub, stream = Hub(), Stream()
    hub.join(stream, ["c:1"])
    hub.leave(stream, ["c:1"])
    hub.publish("c:1", b"a")
    assert len(hub) == 0


def test_wire_format() -> None:
    assert message("application", '{"number": "x"}') == b'event: application\ndata: {"number": "x"}\n\n'


def test_a_device_that_was_signed_out_loses_its_stream_and_gets_no_other() -> None:
    async def scenario() -> None:
        hub, lost, kept, back = Hub(), Stream(), Stream(), Stream()
        hub.join(lost, ["c:1", "d:lost"])
        hub.join(kept, ["c:1", "d:kept"])
        hub.end("d:lost")
        assert await lost.next() is None
        hub.join(back, ["c:1", "d:lost"])
        assert await back.next() is None
        hub.publish("c:1", b"a")
        assert await kept.next() == b"a"

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
