"""One file at a time, while the form is being filled in."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.files.limits import MAX_FILE
from tatadesa.files.models import StoredFile
from tests.people import World, photo


def send(client: Client, **changes: Any) -> Any:
    data = {"kunci": str(uuid.uuid4()), "berkas": photo(), **changes}
    return client.post("/unggah/", data, headers={"accept": "application/json"})


def test_a_photo_is_kept_and_named_by_id(siti: Client, world: World) -> None:
    response = send(siti)
    stored = StoredFile.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == str(stored.pk)
    assert stored.owner_id == world.siti.pk
    shown = siti.get(response.json()["url"])
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"


def test_a_repeat_after_a_lost_answer_finds_the_first(siti: Client) -> None:
    key = str(uuid.uuid4())
    first, again = send(siti, kunci=key), send(siti, kunci=key)
    assert first.json()["id"] == again.json()["id"]
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"MZ" + b"\x00" * 4000, photo().read()[:700], b"\xff\xd8\xff" + b"\x00" * (MAX_FILE - 2), b""],
    ids=["program", "truncated", "one byte too large", "empty"],
)
def test_what_is_no_good_file_gets_a_reason(siti: Client, content: bytes) -> None:
    response = send(siti, berkas=SimpleUploadedFile("kk.jpg", content, content_type="image/jpeg"))
    assert response.status_code == 422
    assert response.json()["error"]
    assert not StoredFile.objects.exists()


def test_without_a_file_or_a_key_nothing_is_kept(siti: Client) -> None:
    assert siti.post("/unggah/", {"kunci": str(uuid.uuid4())}).status_code == 422
    assert send(siti, kunci="x").status_code == 404
    assert siti.get("/unggah/").status_code == 405
    assert not StoredFile.objects.exists()


def test_visitors_send_nothing(client: Client, world: World) -> None:
    assert send(client).status_code == 401
    assert not StoredFile.objects.exists()
