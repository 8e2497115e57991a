"""The emulator keeps to the protocol, so that a sender which pleases it pleases the real services."""

import os
import re
import socket
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from tatadesa.gateways.webpush import adapter
from tatadesa.gateways.webpush.emulator import make_server
from tatadesa.notices.ports import PushTarget
from tests.gateways.webpush.push_service import PushService


def right_request(browser: dict[str, Any], text: bytes = b"halo") -> dict[str, Any]:
    """Headers and body that every push service takes."""
    target = PushTarget(browser["endpoint"], browser["keys"]["p256dh"], browser["keys"]["auth"])
    return {
        "headers": {
            "TTL": "60",
            "Content-Encoding": "aes128gcm",
            "Authorization": adapter._vapid(browser["endpoint"]),
        },
        "content": adapter._encrypted(target, text),
    }


def test_a_right_message_is_created_with_a_location(push_service: PushService) -> None:
    browser = push_service.new_browser()
    answer = push_service.http.post(browser["endpoint"], **right_request(browser))
    assert answer.status_code == 201
    assert re.fullmatch(rf"{re.escape(push_service.url)}/message/\S+", answer.headers["Location"])
    assert answer.headers["TTL"] == "60"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"TTL": None}, 400),
        ({"TTL": "soon"}, 400),
        ({"TTL": "-1"}, 400),
        ({"Content-Encoding": None}, 400),
        ({"Content-Encoding": "aesgcm"}, 400),
        ({"Urgency": "urgent"}, 400),
        ({"Topic": "x" * 33}, 400),
        ({"Topic": "a b"}, 400),
        ({"Authorization": None}, 401),
        ({"Authorization": "WebPush abc"}, 403),
        ({"Authorization": "vapid t=a.b.c,k=d"}, 403),
    ],
)
def test_a_wrong_header_is_refused(push_service: PushService, changes: dict[str, str | None], status: int) -> None:
    browser = push_service.new_browser()
    request = right_request(browser)
    merged = {**request["headers"], **changes}
    headers = {name: value for name, value in merged.items() if value is not None}
    answer = push_service.http.post(browser["endpoint"], headers=headers, content=request["content"])
    assert answer.status_code == status
    assert push_service.messages(browser) == []


def test_a_message_of_more_than_4096_bytes_is_too_large(push_service: PushService) -> None:
    browser = push_service.new_browser()
    assert push_service.http.post(browser["endpoint"], **right_request(browser, b"x" * 3993)).status_code == 201
    assert push_service.http.post(browser["endpoint"], **right_request(browser, b"x" * 3994)).status_code == 413


def test_what_only_another_browser_could_read_arrives_unreadable(push_service: PushService) -> None:
    mine, other = push_service.new_browser(), push_service.new_browser()
    request = right_request({**mine, "keys": other["keys"]})
    assert push_service.http.post(mine["endpoint"], **request).status_code == 201
    [message] = push_service.messages(mine)
    assert message["payload"] == ""
    assert "undecryptable" in message["error"]


def test_a_withdrawn_subscription_is_gone(push_service: PushService) -> None:
    browser = push_service.new_browser()
    push_service.withdraw(browser)
    assert push_service.http.post(browser["endpoint"], **right_request(browser)).status_code == 410


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "angry"},
        {"kind": "status", "status": "many"},
        {"kind": "status", "status": 99},
        {"kind": "slow", "seconds": -1},
        [],
    ],
)
def test_a_mood_it_does_not_know_is_refused(push_service: PushService, wanted: object) -> None:
    assert push_service.http.post("/control/misbehave/all", json=wanted).status_code == 400


def test_a_mood_for_all_ends_after_the_times_asked(push_service: PushService) -> None:
    push_service.http.post("/control/misbehave/all", json={"kind": "status", "status": 503, "times": 2})
    browsers = [push_service.new_browser(), push_service.new_browser(), push_service.new_browser()]
    answers = [
        push_service.http.post(browser["endpoint"], **right_request(browser)).status_code for browser in browsers
    ]
    assert answers == [503, 503, 201]


@pytest.mark.parametrize("path", ["/control/messages/none", "/control", "/push/", "/etc/passwd", "/push/../control"])
def test_other_addresses_are_not_found(push_service: PushService, path: str) -> None:
    assert push_service.http.get(path).status_code == 404
    assert push_service.http.post(path).status_code == 404


def test_a_body_without_an_honest_length_is_refused(push_service: PushService) -> None:
    browser = push_service.new_browser()
    chunks = iter([b"a", b"b"])
    assert push_service.http.post(browser["endpoint"], content=chunks).status_code == 411
    assert push_service.http.post(browser["endpoint"], content=b"x" * 70_000).status_code == 413


def test_the_control_page_shows_and_steers(push_service: PushService) -> None:
    made = push_service.http.post("/control/subscriptions", data={"x": "1"})
    assert (made.status_code, made.headers["Location"]) == (303, "/")
    [overview] = push_service.http.get("/control/subscriptions").json()
    browser = push_service.new_browser()
    push_service.http.post(browser["endpoint"], **right_request(browser, b"<script>alert(1)</script>"))
    page = push_service.http.get("/").text
    assert overview["id"] in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page
    push_service.http.post("/control/misbehave/all", data={"kind": "status", "status": "500"})
    assert push_service.http.post(browser["endpoint"], **right_request(browser)).status_code == 500


def test_json_is_taken_whatever_its_type_says(push_service: PushService) -> None:
    """``curl -d`` says that everything is a form."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = push_service.http.post(
        "/control/misbehave/all", content=b'{"kind": "status", "status": 429}', headers=kind
    )
    assert (answer.status_code, answer.json()["kind"]) == (200, "status")


def test_a_taken_port_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            make_server(taken.getsockname()[1])


def test_it_needs_neither_django_nor_a_heavy_library() -> None:
    """Its idle memory counts in the demo's."""
    code = (
        "import sys, tatadesa.gateways.webpush.emulator as e;"
        "print(sorted(set(sys.modules) & {'django', 'aiohttp', 'requests', 'httpx', 'jinja2'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "[]"


def test_demo_settings_name_no_emulator_by_default() -> None:
    assert settings.PUSH_EMULATOR_URL == ""
