"""Files in pieces, as the protocol says: https://tus.io/protocols/resumable-upload.html."""

from __future__ import annotations

import base64
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.http import UnreadablePostError
from django.test import Client

from tatadesa.core.clock import now
from tatadesa.files.limits import MAX_FILE
from tatadesa.files.models import PartialUpload, StoredFile
from tatadesa.files.partials import MAX_OPEN_BYTES, sweep_partials
from tests.people import World, photo

ADDRESS = "/unggah/tus/"
TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = "application/offset+octet-stream"
PHOTO = photo(size=(1600, 1200), color="olive").read()


def encoded(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


def begin(client: Client, size: int = len(PHOTO), key: str = "", **headers: str) -> Any:
    told = encoded(filename="kk saya.jpg", kunci=key or str(uuid.uuid4()))
    return client.post(ADDRESS, headers={**TUS, "Upload-Length": str(size), "Upload-Metadata": told, **headers})


def patch(client: Client, place: str, offset: int, content: bytes, **headers: str) -> Any:
    told = {**TUS, "Content-Type": OCTETS, "Upload-Offset": str(offset), **headers}
    return client.generic("PATCH", place, content, headers=told)


def head(client: Client, place: str) -> Any:
    return client.head(place, headers=TUS)


def test_what_the_server_can_do(client: Client, db: None) -> None:
    answer = client.options(ADDRESS)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Max-Size"] == str(MAX_FILE)
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination,expiration"


def test_a_photo_in_three_pieces(siti: Client, world: World) -> None:
    begun = begin(siti)
    assert begun.status_code == 201
    place, third = begun["Location"], len(PHOTO) // 3
    assert begun["Upload-Offset"] == "0"
    first = patch(siti, place, 0, PHOTO[:third])
    assert (first.status_code, first["Upload-Offset"]) == (204, str(third))
    assert "Upload-Result" not in first
    assert first["Upload-Expires"].endswith("GMT")
    stands = head(siti, place)
    assert stands.status_code == 200
    assert stands["Upload-Length"] == str(len(PHOTO))
    assert stands["Cache-Control"] == "no-store"
    patch(siti, place, third, PHOTO[third : 2 * third])
    last = patch(siti, place, 2 * third, PHOTO[2 * third :])
    assert last.status_code == 204
    stored = StoredFile.objects.get()
    told = json.loads(last["Upload-Result"])
    assert told["id"] == str(stored.pk)
    assert told["name"] == "kk saya.jpg"
    assert stored.owner == world.siti
    assert siti.get(told["url"])["Content-Type"] == "image/jpeg"


def test_begin_with_the_whole_file(siti: Client) -> None:
    told = encoded(filename="kk.jpg")
    headers = {**TUS, "Upload-Length": str(len(PHOTO)), "Upload-Metadata": told}
    answer = siti.generic("POST", ADDRESS, PHOTO, content_type=OCTETS, headers=headers)
    assert answer.status_code == 201
    assert answer["Upload-Offset"] == str(len(PHOTO))
    assert json.loads(answer["Upload-Result"])["id"] == str(StoredFile.objects.get().pk)


def test_a_wrong_offset_is_a_conflict_and_changes_nothing(siti: Client) -> None:
    place = begin(siti)["Location"]
    patch(siti, place, 0, PHOTO[:1000])
    for offset in (0, 999, 1001, len(PHOTO)):
        answer = patch(siti, place, offset, PHOTO[:100])
        assert answer.status_code == 409
        assert answer["Tus-Resumable"] == "1.0.0"
    assert head(siti, place)["Upload-Offset"] == "1000"


def test_after_a_lost_answer_everything_leads_to_the_same_file(siti: Client) -> None:
    """The phone asks where it stands, asks for the outcome, sends the last piece again, even begins again."""
    key = str(uuid.uuid4())
    place = begin(siti, key=key)["Location"]
    patch(siti, place, 0, PHOTO[:1000])
    first = json.loads(patch(siti, place, 1000, PHOTO[1000:])["Upload-Result"])
    assert patch(siti, place, 1000, PHOTO[1000:]).status_code == 409
    assert head(siti, place)["Upload-Offset"] == str(len(PHOTO))
    for answer in (head(siti, place), patch(siti, place, len(PHOTO), b""), begin(siti, key=key)):
        assert json.loads(answer["Upload-Result"]) == first
    assert StoredFile.objects.count() == 1


def test_a_process_killed_before_storing_is_made_good(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    place = begin(siti)["Location"]

    def killed(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr("tatadesa.portal.views.resumable.finish_partial", killed)
        with pytest.raises(SystemExit):
            patch(siti, place, 0, PHOTO)
    stands = head(siti, place)
    assert stands["Upload-Offset"] == str(len(PHOTO))
    assert "Upload-Result" not in stands
    assert "Upload-Result" in patch(siti, place, len(PHOTO), b"")


def test_what_came_before_a_cut_is_kept(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    place = begin(siti)["Location"]
    pieces = iter([PHOTO[:700], PHOTO[700:1000]])

    def read(*args: object) -> bytes:
        try:
            return next(pieces)
        except StopIteration:
            raise UnreadablePostError from None

    with monkeypatch.context() as cut:
        cut.setattr("django.http.request.HttpRequest.read", read)
        assert patch(siti, place, 0, PHOTO).status_code == 400
    assert head(siti, place)["Upload-Offset"] == "1000"
    assert patch(siti, place, 1000, PHOTO[1000:]).status_code == 204
    assert StoredFile.objects.count() == 1


def test_too_large_is_refused_before_a_byte_is_read(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.http.request.HttpRequest.read", lambda *args: pytest.fail("a byte was read"))
    answer = siti.generic(
        "POST", ADDRESS, PHOTO, content_type=OCTETS, headers={**TUS, "Upload-Length": str(MAX_FILE + 1)}
    )
    assert answer.status_code == 413
    assert "8 MB" in answer.json()["error"]
    assert not PartialUpload.objects.exists()


def test_more_bytes_than_told_are_not_taken(siti: Client) -> None:
    place = begin(siti, size=1000)["Location"]
    assert patch(siti, place, 0, PHOTO[:1001]).status_code == 422
    assert head(siti, place)["Upload-Offset"] == "0"


@pytest.mark.parametrize("size", ["0", "-1", "x", "", "9" * 40])
def test_a_size_that_is_none(siti: Client, size: str) -> None:
    answer = siti.post(ADDRESS, headers={**TUS, "Upload-Length": size})
    assert answer.status_code in (413, 422)
    assert answer.json()["error"]


@pytest.mark.parametrize("told", ["filename !!!", "filename /w==", "kunci eA=="])
def test_metadata_nobody_can_read(siti: Client, told: str) -> None:
    answer = siti.post(ADDRESS, headers={**TUS, "Upload-Length": "10", "Upload-Metadata": told})
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]


def test_a_file_that_is_none_gets_a_reason_and_is_forgotten(siti: Client) -> None:
    content = b"MZ" + b"\x00" * 4000
    place = begin(siti, size=len(content))["Location"]
    answer = patch(siti, place, 0, content)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert head(siti, place).status_code == 404
    assert not StoredFile.objects.exists()


def test_others_find_nothing(siti: Client, joko: Client, budi: Client) -> None:
    place = begin(siti)["Location"]
    for stranger in (joko, budi):
        assert head(stranger, place).status_code == 404
        assert patch(stranger, place, 0, PHOTO).status_code == 404
        assert stranger.delete(place, headers=TUS).status_code == 404
    assert head(siti, place)["Upload-Offset"] == "0"


def test_the_same_key_of_another_person_is_another_upload(siti: Client, joko: Client) -> None:
    key = str(uuid.uuid4())
    assert begin(siti, key=key)["Location"] != begin(joko, key=key)["Location"]


def test_a_known_key_with_another_size_is_a_conflict(siti: Client) -> None:
    key = str(uuid.uuid4())
    begin(siti, key=key)
    assert begin(siti, size=5, key=key).status_code == 409


def test_it_can_be_given_up(siti: Client) -> None:
    place = begin(siti)["Location"]
    assert siti.delete(place, headers=TUS).status_code == 204
    assert head(siti, place).status_code == 404


def test_after_a_day_it_is_gone(siti: Client) -> None:
    key = str(uuid.uuid4())
    place = begin(siti, key=key)["Location"]
    patch(siti, place, 0, PHOTO[:500])
    PartialUpload.objects.update(expires_at=now() - timedelta(seconds=1))
    assert head(siti, place).status_code == 404
    assert patch(siti, place, 500, PHOTO[500:]).status_code == 404
    again = begin(siti, key=key)
    assert again.status_code == 201
    assert again["Upload-Offset"] == "0"
    assert sweep_partials() == 0
    assert sweep_partials(now() + timedelta(days=2)) == 1


def test_one_account_has_only_so_much_under_way(siti: Client) -> None:
    for _ in range(MAX_OPEN_BYTES // MAX_FILE):
        assert begin(siti, size=MAX_FILE).status_code == 201
    answer = begin(siti, size=1)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    PartialUpload.objects.first().delete()
    assert begin(siti, size=1).status_code == 201


def test_the_versions_and_types_that_are_spoken(siti: Client) -> None:
    assert siti.post(ADDRESS, headers={"Upload-Length": "5"}).status_code == 412
    old = siti.post(ADDRESS, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "5"})
    assert (old.status_code, old["Tus-Version"]) == (412, "1.0.0")
    place = begin(siti)["Location"]
    told = {**TUS, "Upload-Offset": "0"}
    assert siti.generic("PATCH", place, PHOTO, content_type="image/jpeg", headers=told).status_code == 415
    assert patch(siti, place, 0, b"", **{"Upload-Offset": "x"}).status_code == 422
    assert siti.get(place).status_code == 405


def test_networks_that_know_no_patch(siti: Client) -> None:
    place = begin(siti)["Location"]
    headers = {**TUS, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    answer = siti.generic("POST", place, PHOTO, content_type=OCTETS, headers=headers)
    assert answer.status_code == 204
    assert siti.post(place, headers=TUS).status_code == 405


def test_visitors_and_stale_sessions_hear_json(client: Client, world: World) -> None:
    assert begin(client).status_code == 401
    assert begin(client).json()["error"]
