"""Tokens that open a live stream."""

import base64
import json
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core import stream_token

SECRET = stream_token.stream_secret("installation secret")


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_token_gives_back_its_topics(topics: list[str]) -> None:
    assert stream_token.verify(stream_token.make(topics, SECRET, 60), SECRET) == topics


def test_a_token_expires() -> None:
    token = stream_token.make(["c:1"], SECRET, 60)
    with mock.patch("time.time", return_value=2_000_000_000_000.0):
        assert stream_token.verify(token, SECRET) is None


def test_a_token_made_before_a_moment_is_told_apart() -> None:
    with mock.patch("time.time", return_value=1_800_000_000.25):
        token = stream_token.make(["c:1"], SECRET, 60)
        assert stream_token.verify(token, SECRET, since=1_800_000_000.25) == ["c:1"]
        assert stream_token.verify(token, SECRET, since=1_800_000_000.5) is None


def test_another_secret_opens_nothing() -> None:
    other = stream_token.stream_secret("another secret")
    assert stream_token.verify(stream_token.make(["c:1"], other, 60), SECRET) is None


def test_topics_cannot_be_exchanged() -> None:
    signature = stream_token.make(["c:1"], SECRET, 60).partition(".")[2]
    claims = (
        base64.urlsafe_b64encode(json.dumps({"t": ["c:2"], "i": 0, "e": 9_999_999_999}).encode()).rstrip(b"=").decode()
    )
    assert stream_token.verify(f"{claims}.{signature}", SECRET) is None


@given(st.text(max_size=200))
def test_rubbish_is_refused(text: str) -> None:
    assert stream_token.verify(text, SECRET) is None


def test_the_stream_secret_is_not_the_installation_secret() -> None:
    assert "installation" not in SECRET
    assert stream_token.stream_secret("installation secret!") != SECRET
