"""The emulator refuses what the provider would, and shows people what arrived."""

from collections.abc import Iterator
from typing import Any

import pytest

from tatadesa.gateways.whatsapp.emulator import make_server
from tests.gateways.emulators import Running

PATH = "/v21.0/1029384756/messages"
HEADERS = {"Authorization": "Bearer x"}


@pytest.fixture
def cloud() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def _message(**changes: Any) -> dict[str, Any]:
    template = {
        "name": "kode",
        "language": {"code": "id"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "<b>Halo</b>"}]}],
    }
    whole = {"messaging_product": "whatsapp", "to": "6281234567890", "type": "template", "template": template}
    return {**whole, **changes}


def _template(**changes: Any) -> dict[str, Any]:
    return _message(template={**_message()["template"], **changes})


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (_message(messaging_product="sms"), 100),
        (_message(to="+62812"), 100),
        (_message(type="text", text={"body": "hai"}), 131047),
        (_template(name="Bukan Nama"), 132001),
        (_template(language={"code": "en_US"}), 132001),
        (_template(components=[]), 132000),
        (_template(components=[{"type": "body", "parameters": []}]), 132000),
        (_template(components=[{"type": "body", "parameters": [{"type": "text", "text": "dua\nbaris"}]}]), 132012),
        ({}, 100),
    ],
)
def test_what_the_provider_would_refuse(cloud: Running, message: dict[str, Any], code: int) -> None:
    answer = cloud.http.post(PATH, json=message, headers=HEADERS)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code


def test_no_token_no_message(cloud: Running) -> None:
    answer = cloud.http.post(PATH, json=_message())
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_the_page_shows_messages_and_escapes_them(cloud: Running) -> None:
    assert cloud.http.post(PATH, json=_message(), headers=HEADERS).json()["messages"][0]["id"].startswith("wamid.")
    page = cloud.http.get("/").text
    assert "&lt;b&gt;Halo&lt;/b&gt;" in page
    assert "<b>Halo" not in page


def test_buttons_of_the_page_work(cloud: Running) -> None:
    answer = cloud.http.post("/control/misbehave/all", data={"kind": "error", "code": "190", "status": "401"})
    assert answer.status_code == 303
    assert cloud.http.post(PATH, json=_message(), headers=HEADERS).status_code == 401
    assert cloud.http.post("/control/misbehave/all", json={"kind": "?"}).status_code == 400
    assert cloud.http.get("/apa").status_code == 404
